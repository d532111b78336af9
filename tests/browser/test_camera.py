"""Is a picture what was asked for, and is nothing else touched on the way?"""

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from bot.browser import fonts
from bot.browser.camera import ChildCamera, browser_environment
from bot.errors import BrowserMissing, CaptureFailed

PAGE = """<!doctype html><meta charset="utf-8"><body style="margin:0;background:#fff">
<div id="card" style="width:760px;padding:20px;box-sizing:border-box">{head}
<p id="comment-text" style="white-space:pre-wrap">{text}</p></div>"""


@pytest.mark.parametrize(
    "text",
    ["plain", "emoji 😀 👩‍👩‍👧", "中文 日本語 한국어", "مرحبا שלום", "two\n\nlines", "zero\u200bwidth \u202eevil"],
)
def test_the_words_come_back_as_they_were(camera: ChildCamera, text: str) -> None:
    photograph = camera.photograph(PAGE.format(head="", text=text))
    assert photograph.shown_text == text
    assert Image.open(io.BytesIO(photograph.png)).width == 760
    assert photograph.tool.startswith("chromium ")
    assert " via playwright " in photograph.tool


@pytest.mark.skipif(bool(fonts.missing()), reason="fonts for emoji or Chinese are missing on this machine")
def test_emoji_are_drawn_in_colour(camera: ChildCamera) -> None:
    photograph = camera.photograph(PAGE.format(head="", text="<span style='font-size:80px'>🧑‍🎓🍎</span>"))
    colours = Image.open(io.BytesIO(photograph.png)).convert("RGB").getcolors(1_000_000) or []
    vivid = sum(count for count, pixel in colours if isinstance(pixel, tuple) and max(pixel) - min(pixel) > 80)
    assert vivid > 1_000


def test_a_script_never_runs(camera: ChildCamera) -> None:
    script = "<script>document.getElementById('comment-text').textContent='changed'</script>"
    photograph = camera.photograph(PAGE.format(head="", text="unchanged") + script)
    assert photograph.shown_text == "unchanged"


@pytest.fixture
def door() -> Iterator[tuple[str, list[str]]]:
    """(address of a web server on this machine, the paths that were asked of it)."""
    hits: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", hits
    server.shutdown()
    server.server_close()


def test_nothing_is_loaded_from_the_network(camera: ChildCamera, door: tuple[str, list[str]]) -> None:
    address, hits = door
    head = (
        f"<link rel=stylesheet href='{address}css'><link rel=preconnect href='{address}'>"
        f"<link rel=prefetch href='{address}pre'><link rel=dns-prefetch href='{address}'>"
        f"<style>@import '{address}import';#card{{background:url({address}bg)}}</style>"
        f"<img src='{address}img'><iframe src='{address}frame'></iframe><object data='{address}object'></object>"
        f"<video src='{address}video' autoplay></video>"
    )
    assert camera.photograph(PAGE.format(head=head, text="alone")).shown_text == "alone"
    assert hits == []


def test_a_page_that_wants_to_go_elsewhere_gets_nowhere(door: tuple[str, list[str]]) -> None:
    address, hits = door
    camera = ChildCamera()
    try:
        with pytest.raises(CaptureFailed):
            camera.photograph(PAGE.format(head=f"<meta http-equiv=refresh content='0;url={address}'>", text="x"))
    finally:
        camera.close()
    assert hits == []


def test_a_picture_given_as_data_is_drawn(camera: ChildCamera) -> None:
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Crect width='99' height='99' fill='red'/%3E"
    photograph = camera.photograph(PAGE.format(head=f'<img width=99 height=99 src="{svg}%3C/svg%3E">', text="x"))
    colours = Image.open(io.BytesIO(photograph.png)).convert("RGB").getcolors(1_000_000) or []
    assert (255, 0, 0) in [pixel for _, pixel in colours]


def test_a_very_tall_card_is_photographed_whole(camera: ChildCamera) -> None:
    photograph = camera.photograph(PAGE.format(head="<div style='height:11500px'></div>", text="the end"))
    assert Image.open(io.BytesIO(photograph.png)).height > 11_500


def test_a_page_without_a_card_is_said_to_be_one_and_the_next_one_works() -> None:
    camera = ChildCamera()
    try:
        with pytest.raises(CaptureFailed, match="no single #card"):
            camera.photograph("<p>nothing</p>")
        assert camera.photograph(PAGE.format(head="", text="again")).shown_text == "again"
    finally:
        camera.close()


def test_threads_wait_for_each_other(camera: ChildCamera) -> None:
    texts = [f"number {n}" for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        shown = list(pool.map(lambda text: camera.photograph(PAGE.format(head="", text=text)).shown_text, texts))
    assert shown == texts


def test_a_configured_browser_that_does_not_exist_is_one_clear_error() -> None:
    camera = ChildCamera(browser_path="/nowhere/chromium")
    with pytest.raises(BrowserMissing) as caught:
        camera.photograph(PAGE.format(head="", text="x"))
    assert "/nowhere/chromium" in str(caught.value)
    assert all(f"({n})" in str(caught.value) for n in (1, 2, 3))
    assert camera.pids == ()


def test_the_browser_is_recycled_and_the_pictures_go_on() -> None:
    camera = ChildCamera(recycle_after=2)
    try:
        browsers = []
        for n in range(4):
            assert camera.photograph(PAGE.format(head="", text=str(n))).shown_text == str(n)
            browsers.append(camera.pids[1])
        assert browsers[0] == browsers[1] != browsers[2] == browsers[3]
    finally:
        camera.close()


def test_the_browser_does_not_see_the_services_tokens() -> None:
    environment = browser_environment({"PATH": "/bin", "HOME": "/h", "PAGE_MONITOR_TOKEN": "secret", "MAIL_PASS": "x"})
    assert environment == {"PATH": "/bin", "HOME": "/h"}
