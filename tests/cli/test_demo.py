"""Does the demo keep its promises? Three processes, a second run, other people's folders, other people's comments."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from bot.cli.rehearsal.stage import MARKER, clear
from bot.errors import InputError
from tests.cli.conftest import Run


def page_monitor(*arguments: object, timeout: float = 110) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def test_a_file_of_comments_runs_through_the_whole_corridor_twice(tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    texts = ["Go Otters!", "This is fucking bullshit", "The board wastes our money.", "<script>alert(1)</script>"]
    file.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    for _ in range(2):
        answer = page_monitor("demo", "--once", "--directory", tmp_path / "demo", "--comments", file)
        assert answer.returncode == 0, answer.stderr
        assert "one-time password" in answer.stdout
        assert "Sound: everything is what it was." in answer.stdout
        assert [line.split()[-1] for line in answer.stdout.splitlines() if "hidden, with proof" in line] == ["1"]
    assert list((tmp_path / "demo" / "archive" / "exports").glob("*/data/index.html"))
    assert not (tmp_path / "demo" / "facts.jsonl").exists()  # nobody in the file spoke of the school week's claims


def test_an_interrupted_demo_leaves_no_process(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--once", "--directory", str(tmp_path / "demo")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    logs = tmp_path / "demo" / "logs"
    try:
        base = _wait_for_address(logs / "simulator.log")
        demo.send_signal(signal.SIGTERM)
        demo.wait(60)
    finally:
        demo.kill()
    assert demo.returncode != 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{base}/v26.0/me", timeout=2)


def _wait_for_address(log: Path) -> str:
    for _ in range(300):
        if log.is_file() and (lines := log.read_text("utf-8").splitlines()):
            return str(json.loads(lines[0])["base_url"])
        time.sleep(0.1)
    raise AssertionError("the simulator did not start")


def test_another_persons_folder_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", "utf-8")
    with pytest.raises(InputError, match="--directory"):
        clear(tmp_path)
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "ten years of work"


def test_an_earlier_demo_is_replaced(tmp_path: Path) -> None:
    clear(tmp_path)
    (tmp_path / "archive").mkdir()
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [MARKER]


def test_a_bad_comments_file_is_named_with_its_line(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text('{"text": "fine"}\nnot json\n', "utf-8")
    result = run("simulator", "--comments", file)
    assert result.exit_code == 1
    assert "2" in result.stderr
    assert "comments.jsonl" in result.stderr


def test_any_client_can_be_pointed_at_the_simulator() -> None:
    process = subprocess.Popen([sys.executable, "-m", "bot", "simulator"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        page = next(account for account in told["accounts"] if account["platform"] == "facebook")
        answer = requests.get(
            f"{told['base_url']}/v26.0/{page['posts'][0]}/comments",
            headers={"Authorization": f"Bearer {page['token']}"},
            timeout=10,
        )
        assert answer.json()["data"]
        assert {"base_url", "app_id", "app_secret", "accounts"} <= set(told)
        assert {"platform", "id", "token", "posts"} <= set(page)
    finally:
        process.terminate()
        assert process.wait(20) == 0
