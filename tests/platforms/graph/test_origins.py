"""Are attachments fetched from Meta's hosts only?"""

import pytest

from bot.platforms.graph.origins import is_allowed, is_loopback

META = "https://graph.facebook.com"
HERE = "http://127.0.0.1:8099"


@pytest.mark.parametrize(
    "url",
    [
        "https://scontent.xx.fbcdn.net/v/a.jpg?oe=1",
        "https://fbcdn.net",
        "https://SCONTENT.cdninstagram.com:443/x",
        "https://www.facebook.com/photo?fbid=1",
    ],
)
def test_metas_own_hosts_are_allowed(url: str) -> None:
    assert is_allowed(url, META)


@pytest.mark.parametrize(
    "url",
    [
        "http://scontent.xx.fbcdn.net/a.jpg",
        "http://scontent.xx.fbcdn.net:443/a.jpg",
        "https://scontent.xx.fbcdn.net:8443/a.jpg",
        "https://evilfbcdn.net/a.jpg",
        "https://fbcdn.net.evil.example/a.jpg",
        "https://fbcdn.net@evil.example/",
        "https://user:pass@scontent.fbcdn.net/",
        "https://evil.example\\@fbcdn.net/",
        "https://evil.example#@fbcdn.net/",
        "https://fbcdn.net\n.evil.example/",
        "https://169.254.169.254/latest",
        "http://127.0.0.1:8099/cdn/1.png",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://fbcdn.net/a",
        "https://[::1]/",
        "https://[oops/",
        "//fbcdn.net/a",
        "",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert not is_allowed(url, META)


def test_a_loopback_server_allows_itself_and_no_other_port() -> None:
    assert is_allowed(f"{HERE}/cdn/1.png?oe=1", HERE)
    assert not is_allowed("http://127.0.0.1:8100/cdn/1.png", HERE)
    assert not is_allowed("https://127.0.0.1:8099/cdn/1.png", HERE)
    assert not is_allowed("http://inner.example/a", "http://inner.example")


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.9.9.9", "http://[::1]:5"])
def test_the_loopback_is_known(url: str) -> None:
    assert is_loopback(url)
    assert not is_loopback("http://127.0.0.1.example")
    assert not is_loopback("http://[")
