"""Does only a right signature over the very bytes open the door?"""

import hashlib
import hmac
import json

import pytest

from bot.config import Secret
from bot.listen.signature import Signature, is_same
from tests.listen.calls import APP_SECRET, INSTAGRAM_SECRET, signature

BODY = b'{"message":"Gr\\u00fc\\u00dfe, see https:\\/\\/example.org \\u003C3"}'
BOTH = Signature([Secret(APP_SECRET), Secret(INSTAGRAM_SECRET)])


@pytest.mark.parametrize("secret", [APP_SECRET, INSTAGRAM_SECRET])
def test_either_secret_may_have_signed(secret: str) -> None:
    assert BOTH.fits(BODY, signature(BODY, secret))


def test_the_bytes_count_and_not_what_they_mean() -> None:
    rewritten = json.dumps(json.loads(BODY), ensure_ascii=False).encode()
    assert rewritten != BODY
    assert not BOTH.fits(rewritten, signature(BODY))
    assert not BOTH.fits(BODY + b" ", signature(BODY))


def test_a_signature_known_from_elsewhere_fits() -> None:
    # RFC 4231, test case 2.
    key, body = Secret("Jefe"), b"what do ya want for nothing?"
    known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert Signature([key]).fits(body, f"sha256={known}")
    assert Signature([key]).fits(body, f"sha256={known.upper()}")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256=",
        signature(BODY)[:-1],
        signature(BODY) + "0",
        signature(BODY) + "\n",
        signature(BODY).removeprefix("sha256="),
        "sha1=" + hmac.digest(APP_SECRET.encode(), BODY, hashlib.sha1).hex(),
        f"{signature(BODY)}, {signature(BODY)}",
        signature(BODY, "another secret"),
        "sha256=" + "é" * 64,
        "sha256=" + "٣" * 64,
    ],
)
def test_anything_else_does_not_fit(header: str) -> None:
    assert not BOTH.fits(BODY, header)


@pytest.mark.parametrize(
    ("told", "expected"), [("willow", True), ("willow ", False), ("", False), ("wíllow\udcff", False)]
)
def test_a_strangers_text_is_compared_whatever_it_holds(told: str, expected: bool) -> None:
    assert is_same(told, Secret("willow")) is expected
