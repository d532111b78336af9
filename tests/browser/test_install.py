"""Does a machine get its browser, or one clear message with three remedies?"""

from collections.abc import Callable

import pytest

from bot.browser import apt, driver, fonts, install
from bot.browser.find import REMEDIES, FoundBrowser, find
from bot.errors import BrowserMissing

FOUND = FoundBrowser(how="system", place="/usr/bin/chromium", version="1", sandboxed=False)


def test_a_browser_that_really_starts_is_found_with_its_version() -> None:
    found = find()
    assert found.version[0].isdigit()
    assert found.how in ("playwright", "system", "channel")


def test_a_configured_browser_is_used_alone() -> None:
    place = find().place
    if place.startswith("/"):
        assert find(place).how == "configured"
    with pytest.raises(BrowserMissing, match="/bin/false"):
        find("/bin/false")


def test_nothing_is_installed_when_a_browser_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apt, "is_usable", lambda: False)  # a test must not install fonts either
    assert install.main([]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("browser: ")


@pytest.mark.parametrize(
    ("apt_is_usable", "os_release", "wanted"),
    [
        (True, "ID=debian\n", ["`apt-get install chromium`", "`playwright install chromium`"]),
        (True, 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', ["`playwright install --with-deps chromium`"]),
        (False, "ID=debian\n", ["`playwright install chromium`"]),
    ],
)
def test_each_system_is_offered_what_works_there(
    monkeypatch: pytest.MonkeyPatch, apt_is_usable: bool, os_release: str, wanted: list[str]
) -> None:
    monkeypatch.setattr(apt, "is_usable", lambda: apt_is_usable)  # other systems than this one can't be had here
    monkeypatch.setattr(install, "_os_release", lambda: os_release)
    assert [words for words, _ in install._ways()] == wanted


def test_the_second_way_is_tried_when_the_first_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def only_after_two() -> FoundBrowser:
        if len(tried) < 2:
            raise BrowserMissing("none")
        return FOUND

    def way(name: str) -> tuple[str, Callable[[], str]]:
        def go() -> str:
            tried.append(name)
            return ""

        return name, go

    monkeypatch.setattr(install, "find", only_after_two)
    monkeypatch.setattr(install, "_ways", lambda: [way("a"), way("b"), way("c")])
    assert install.main([]) == 0
    assert tried == ["a", "b"]


def test_when_nothing_helps_there_is_one_error_with_three_remedies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> FoundBrowser:
        raise BrowserMissing(REMEDIES)

    monkeypatch.setattr(install, "find", none)
    monkeypatch.setattr(install, "_ways", lambda: [])
    assert install.main([]) == 1
    said = capsys.readouterr().err
    assert said.count("error:") == 1
    assert all(f"({n})" in said for n in (1, 2, 3))


def test_emoji_chinese_and_latin_can_be_drawn_here() -> None:
    if not fonts.can_be_asked():
        pytest.skip("this system has no fontconfig")
    if fonts.missing():
        pytest.skip(f"fonts are missing on this machine: {', '.join(package for package, _ in fonts.missing())}")
    assert all(fonts.has_font(pattern) for _, _, pattern in fonts.NEEDED)


def test_the_last_line_of_a_complaint_is_what_is_reported() -> None:
    assert apt.last_line("a\nE: no such package\n\n") == "E: no such package"
    assert apt.last_line("") == "no message"


def test_a_driver_that_lacks_a_library_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "compute_driver_executable", lambda: ("/bin/false", ""))
    with pytest.raises(BrowserMissing, match="apt-get install libatomic1"):
        find()


def test_the_driver_of_this_machine_starts() -> None:
    assert driver.fault() == ""
