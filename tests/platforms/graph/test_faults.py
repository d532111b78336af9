"""Does each refusal of Meta's become the right error of ours?"""

import json

import pytest

from bot.errors import (
    Gone,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
)
from bot.platforms.graph.faults import CursorTooFar, TooMuchAsked, error_of


def body(code: object, *, subcode: object = None, **more: object) -> bytes:
    error = {
        "message": "secret words of a comment",
        "code": code,
        "error_subcode": subcode,
        "fbtrace_id": "Tr_1",
        **more,
    }
    return json.dumps({"error": error}).encode()


@pytest.mark.parametrize(
    ("code", "subcode", "expected"),
    [
        *[(code, None, Throttled) for code in (4, 17, 32, 341, 613, 80000, 80001, 80002, 80099)],
        *[(190, subcode, TokenRefused) for subcode in (None, 458, 460, 463, 999)],
        (102, None, TokenRefused),
        *[(code, None, PermissionRefused) for code in (3, 10, 200, 283, 299, 368, 506, 1705)],
        (100, 33, Gone),
        (803, None, Gone),
        (1, None, PlatformUnavailable),
        (2, None, PlatformUnavailable),
        *[(code, None, RequestRefused) for code in (100, 2500, 12, 99999)],
        (20, 1772107, RequestRefused),
        ("190", None, TokenRefused),
        (True, None, PlatformUnavailable),
    ],
)
def test_each_code_has_its_error(code: object, subcode: object, expected: type[PlatformError]) -> None:
    assert type(error_of(400, {}, body(code, subcode=subcode))) is expected


def test_throttling_wins_over_is_transient() -> None:
    assert isinstance(error_of(400, {}, body(80001, is_transient=True)), Throttled)


def test_anything_else_transient_is_worth_another_try() -> None:
    error = error_of(400, {}, body(100, is_transient=True))
    assert isinstance(error, PlatformUnavailable)
    assert error.retryable


@pytest.mark.parametrize(
    "text", [b"", b"<html>502</html>", b'{"error": {"co', b"[" * 100_000, b"null", b'{"error": 7}']
)
@pytest.mark.parametrize("status", [400, 403, 502])
def test_an_unreadable_answer_is_no_answer(status: int, text: bytes) -> None:
    assert type(error_of(status, {}, text)) is PlatformUnavailable


def test_a_server_error_with_an_unknown_code_is_transient() -> None:
    assert type(error_of(503, {}, body(99999))) is PlatformUnavailable


def test_status_429_is_throttling_without_any_body() -> None:
    error = error_of(429, {"retry-after": "120"}, b"")
    assert isinstance(error, Throttled)
    assert error.wait_seconds == 120


def test_a_page_that_is_too_large_can_be_asked_for_smaller() -> None:
    told = body(1, message="Please reduce the amount of data you're asking for, then retry your request")
    assert isinstance(error_of(500, {}, told), TooMuchAsked)


def test_a_cursor_beyond_metas_bound_is_told_apart() -> None:
    told = body(100, message="(#100) The After Cursor specified exceeds the max limit supported by this endpoint")
    assert isinstance(error_of(400, {}, told), CursorTooFar)


def test_an_error_keeps_the_trace_and_no_words_of_metas() -> None:
    error = error_of(400, {}, body(100, subcode=33))
    assert error.ids["trace"] == "Tr_1"
    assert (error.code, error.subcode) == (100, 33)
    assert "secret words" not in str(error) + repr(error)


def test_a_trace_that_is_no_trace_stays_out() -> None:
    assert "trace" not in error_of(400, {}, body(1, fbtrace_id="a\nforged log line")).ids
