"""probe: does it say what it will do, ask first, keep a report, and clean up however it ends?"""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import bootstrap
from bot.bootstrap.platforms import platform_of, tokens_of
from bot.config import load_secrets, runtime_folder
from bot.store.lock import TokenLocks, WorkerLock
from tests.cli.conftest import Run
from tests.flow.town import Town, comment, post, script, town

OTHERS = {"plain", "seen"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page and an Instagram account with a post and a comment each."""
    week = [post(), comment("plain", "Lovely"), post("medium", "ig_students"), comment("seen", "Hi", on="medium")]
    with town(tmp_path / "town", script(week)) as made:
        made.world.play_all()
        yield made


@pytest.fixture
def hurried(place: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The same, where waiting only moves the town's clock."""
    monkeypatch.setattr("bot.cli.probe.time", SimpleNamespace(sleep=place.clock.tick))
    return place


def standing(place: Town) -> set[str]:
    return {each.key for each in place.world.state.comments.values() if not each.is_deleted}


def made(place: Town) -> int:
    return sum("-by-api-" in key for key in standing(place))


def command(place: Town, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", "--config", str(place.config.file), "probe", *arguments]


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.mark.parametrize(("account", "key"), [("page", "post"), ("ig-students", "medium")])
def test_it_says_what_it_does_asks_and_keeps_a_report(run: Run, hurried: Town, account: str, key: str) -> None:
    report = hurried.config.file.parent / "report.md"
    named = hurried.world.post(key).id
    result = run("--config", hurried.config.file, "probe", account, named, "--keep-report", report, stdin="y\n")
    assert result.exit_code == 0, result.output
    assert "in public on" in result.output
    assert "nothing of anybody else is hidden, deleted or answered" in result.output
    assert "Everything that was made is deleted again." in result.output
    assert "graph_request_refused" not in result.output
    assert standing(hurried) == OTHERS
    written = report.read_text("utf-8")
    assert f"# Probe of {account}" in written
    assert not any(token in written + result.output for token in ("tkn-p", "tkn-i", "Lovely", "Ann Ode"))


def test_a_report_for_programs_is_json(run: Run, hurried: Town) -> None:
    report = hurried.config.file.parent / "report.json"
    arguments = ("page", hurried.world.post("post").id, "--keep-report", report, "--yes")
    assert run("--config", hurried.config.file, "probe", *arguments).exit_code == 0
    told = {each["key"]: each["answer"] for each in json.loads(report.read_text("utf-8"))["findings"]}
    assert told["hidden-listed"] == "yes"
    assert told["since"] == "inclusive, by creation"


def test_who_watches_is_shown_the_links_and_asked_what_they_showed(
    run: Run, hurried: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.probe._is_watched", lambda yes: True)
    report = hurried.config.file.parent / "report.json"
    arguments = ("ig-students", hurried.world.post("medium").id, "--keep-report", report)
    result = run("--config", hurried.config.file, "probe", *arguments, stdin="y\nwall\n")
    assert "in a private window" in result.output
    assert f"/p/{hurried.world.post('medium').shortcode}/c/" in result.output
    told = {each["key"]: each for each in json.loads(report.read_text("utf-8"))["findings"]}
    assert told["deep-link"]["answer"] == "wall"
    assert "login wall" in told["deep-link"]["seen"]


def test_nothing_is_made_where_somebody_says_no(run: Run, hurried: Town) -> None:
    result = run("--config", hurried.config.file, "probe", "page", hurried.world.post("post").id, stdin="n\n")
    assert result.exit_code == 1
    assert hurried.world.calls["comment"] == 0
    assert not (hurried.config.archive_root / "probe").exists()


def test_in_mode_observe_it_says_that_it_acts_all_the_same(run: Run, hurried: Town) -> None:
    file = hurried.config.file
    file.write_text(file.read_text("utf-8").replace('mode = "enforce"', 'mode = "observe"'), "utf-8")
    result = run("--config", file, "probe", "page", hurried.world.post("post").id, stdin="n\n")
    assert "is in mode observe, in which the service changes nothing" in result.output


@pytest.mark.parametrize(
    ("account", "named", "words"),
    [
        ("nobody", "1", "there is no page 'nobody'"),
        ("page", "1234", "is not there, or this token does not see it"),
        ("page", "medium", "is not there, or this token does not see it"),
        ("page", "https://www.example.org/posts/1", "no post with this link"),
    ],
)
def test_a_wrong_name_is_told_in_a_sentence(run: Run, hurried: Town, account: str, named: str, words: str) -> None:
    named = hurried.world.post(named).id if named == "medium" else named
    result = run("--config", hurried.config.file, "probe", account, named, "--yes")
    assert result.exit_code == 1
    assert words in result.stderr
    assert hurried.world.calls["comment"] == 0


def test_a_file_that_cannot_be_kept_is_refused_before_anything_is_made(run: Run, hurried: Town, tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("mine", "utf-8")
    for name, words in (("there.md", "exists already"), ("no/folder.md", "does not exist")):
        arguments = ("page", hurried.world.post("post").id, "--yes", "--keep-report", tmp_path / name)
        result = run("--config", hurried.config.file, "probe", *arguments)
        assert result.exit_code == 1
        assert words in result.stderr
    assert hurried.world.calls.total() == 0


def test_a_persons_token_is_refused_with_its_reason(run: Run, hurried: Town) -> None:
    token = hurried.config.file.parent / "secrets" / "token-page"
    token.write_text("tkn-i", "utf-8")
    result = run("--config", hurried.config.file, "probe", "page", hurried.world.post("post").id, "--yes")
    assert result.exit_code == 1
    assert "isn't this page's own" in result.stderr


def test_it_does_not_run_beside_the_worker(run: Run, hurried: Town) -> None:
    secrets = load_secrets(hurried.config)
    account = bootstrap.accounts_of(hurried.config)["page"]
    locks = TokenLocks(runtime_folder(), hurried.config.lock_folder)
    locks.take(tokens_of(hurried.config, secrets, {"page": platform_of(hurried.config, secrets, account)}))
    try:
        result = run("--config", hurried.config.file, "probe", "page", hurried.world.post("post").id, "--yes")
    finally:
        locks.release()
    assert result.exit_code == 1
    assert f"in use by another page-monitor (process {os.getpid()}); stop it first" in result.stderr
    assert hurried.world.calls.total() == 0


def test_it_does_not_run_beside_a_worker_whose_folder_for_temporary_files_is_another(run: Run, hurried: Town) -> None:
    """As under systemd's PrivateTmp, where no lock of a token is seen."""
    lock = WorkerLock(hurried.config.archive_root)
    lock.take()
    try:
        result = run("--config", hurried.config.file, "probe", "page", hurried.world.post("post").id, "--yes")
    finally:
        lock.release()
    assert result.exit_code == 1
    assert f"(process {os.getpid()}) is at work on this archive; stop it first" in result.stderr
    assert hurried.world.calls.total() == 0


def test_what_cannot_be_seen_any_more_may_still_stand_and_its_note_is_kept(run: Run, hurried: Town) -> None:
    named = hurried.world.post("post").id
    arguments = ("--config", hurried.config.file, "probe", "page", named, "--yes")
    hurried.world.add_faults([{"effect": "error", "status": 500, "method": "DELETE", "times": 0, "body": {"code": 2}}])
    run(*arguments)
    assert made(hurried) == 6
    hurried.world.clear_faults()
    unseen = {"effect": "error", "times": 0, "body": {"code": 100, "error_subcode": 33}}
    hurried.world.apply([post("quiet")])
    hurried.world.add_faults([{**unseen, "path": named.rpartition("_")[2]}])
    result = run("--config", hurried.config.file, "probe", "page", hurried.world.post("quiet").id, "--yes")
    assert result.exit_code == 1
    assert result.stderr.count("it may still stand") == 6
    assert "https://www.facebook.com/" in result.stderr
    assert len(list((hurried.config.archive_root / "probe").iterdir())) == 1


def test_what_cannot_be_deleted_is_named_and_offered_next_time(run: Run, hurried: Town) -> None:
    refusal = {"effect": "error", "status": 500, "method": "DELETE", "times": 0, "body": {"code": 2}}
    hurried.world.add_faults([refusal])
    arguments = ("--config", hurried.config.file, "probe", "page", hurried.world.post("post").id)
    result = run(*arguments, "--yes")
    assert result.exit_code == 1
    assert result.stderr.count("?comment_id=") == made(hurried) == 6
    hurried.world.clear_faults()
    again = run(*arguments, stdin="y\n")
    assert "First it deletes 6 test comments that an earlier probe left." in again.output
    assert again.exit_code == 0, again.output
    assert standing(hurried) == OTHERS


def test_after_kill_9_the_next_probe_cleans_up(run: Run, hurried: Town) -> None:
    named = hurried.world.post("post").id
    child = subprocess.Popen(
        command(hurried, "page", named, "--yes"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert wait_until(lambda: made(hurried) >= 2)
    finally:
        child.kill()
        child.wait()
    assert made(hurried) >= 2
    again = run("--config", hurried.config.file, "probe", "page", named, stdin="y\n")
    assert "that an earlier probe left" in again.output
    assert again.exit_code == 0, again.output
    assert standing(hurried) == OTHERS
    assert list((hurried.config.archive_root / "probe").iterdir()) == []


def heeding_hangups() -> None:
    """What was begun with nohup hands on that hang-ups are ignored, and the probe leaves it so."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def at_the_terminal() -> None:
    heeding_hangups()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_lets_it_clean_up_first(place: Town, number: signal.Signals) -> None:
    named = place.world.post("post").id
    with subprocess.Popen(
        command(place, "page", named, "--yes"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_hangups,
    ) as child:
        try:
            assert wait_until(lambda: made(place) >= 1)
            child.send_signal(number)
            said, errors = child.communicate(timeout=60)
        finally:
            child.kill()
    assert child.returncode == 1
    assert standing(place) == OTHERS
    assert "Stopping; what was made is deleted first." in errors
    assert "stopped before everything was asked" in errors
    assert "Everything that was made is deleted again." in said
    assert "Traceback" not in errors


def test_a_terminal_that_goes_away_lets_it_clean_up_and_keep_its_report(place: Town) -> None:
    named, report = place.world.post("post").id, place.config.file.parent / "report.md"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(place, "page", named, "--yes", "--keep-report", str(report)),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=at_the_terminal,
    ) as child:
        os.close(theirs)
        try:
            assert wait_until(lambda: made(place) >= 1)
            os.close(ours)
            child.wait(timeout=60)
        finally:
            child.kill()
    assert child.returncode == 1
    assert standing(place) == OTHERS
    assert list((place.config.archive_root / "probe").iterdir()) == []
    assert "stopped before everything was asked" in report.read_text("utf-8")
