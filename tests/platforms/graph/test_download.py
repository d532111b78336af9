"""Are attachments fetched without our token, from Meta only, and bounded?"""

import pytest

from bot.errors import Gone, PlatformError, PlatformUnavailable, RequestRefused, Throttled
from bot.platforms.graph import download
from tests.platforms.canned import Canned, Reply, client_of

META = "https://graph.facebook.com"
PICTURE = "https://scontent.xx.fbcdn.net/v/a.jpg?oe=1"


def test_a_picture_comes_without_our_token() -> None:
    canned = Canned(Reply(body=b"\x89PNG"))
    assert client_of(canned, base_url=META).download(PICTURE) == b"\x89PNG"
    (request,) = canned.requests
    assert request.url == PICTURE
    assert "Authorization" not in request.headers


@pytest.mark.parametrize("url", ["https://evil.example/a.jpg", "http://127.0.0.1/a", "", "javascript:x"])
def test_no_other_host_is_asked(url: str) -> None:
    canned = Canned(Reply())
    with pytest.raises(RequestRefused):
        client_of(canned, base_url=META).download(url)
    assert not canned.requests


@pytest.mark.parametrize("target", ["https://evil.example/a", "http://scontent.xx.fbcdn.net/a", "http://[", ""])
def test_a_redirect_elsewhere_is_refused(target: str) -> None:
    canned = Canned(Reply(status=302, headers={"Location": target}, body=b""))
    with pytest.raises(PlatformError):
        client_of(canned, base_url=META).download(PICTURE)
    assert {str(each.url) for each in canned.requests} == {PICTURE}


def test_a_redirect_within_meta_is_followed_a_few_times() -> None:
    onward = Reply(status=302, headers={"Location": "/v/b.jpg"}, body=b"")
    assert client_of(Canned(onward, Reply(body=b"x")), base_url=META).download(PICTURE) == b"x"
    with pytest.raises(RequestRefused):
        client_of(Canned(onward), base_url=META).download(PICTURE)


def test_too_many_bytes_are_refused_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_DOWNLOAD", 10)
    with pytest.raises(RequestRefused) as caught:
        client_of(Canned(Reply(body=b"x" * 11)), base_url=META).download(PICTURE)
    assert not caught.value.retryable


@pytest.mark.parametrize(
    ("status", "error"), [(403, Gone), (404, Gone), (410, Gone), (429, Throttled), (503, PlatformUnavailable)]
)
def test_a_refusal_of_the_picture_host_has_its_error(status: int, error: type[PlatformError]) -> None:
    with pytest.raises(error):
        client_of(Canned(Reply(status=status, body=b"no")), base_url=META).download(PICTURE)
