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
    WritesBlocked,
)
from bot.platforms.graph.faults import TABLE, CursorTooFar, Row, TooMuchAsked, error_of


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
        *[(code, None, PermissionRefused) for code in (3, 10, 200, 210, 283, 299, 506, 1705)],
        (368, None, WritesBlocked),
        (368, 1390008, WritesBlocked),
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


def test_a_trace_in_the_headers_alone_is_kept_too() -> None:
    assert error_of(502, {"x-fb-trace-id": "Hd_2"}, b"<html>").ids["trace"] == "Hd_2"
    assert error_of(400, {"x-fb-trace-id": "Hd_2"}, body(190)).ids["trace"] == "Tr_1"


@pytest.mark.parametrize(
    ("code", "bucket"),
    [
        *[(code, "app") for code in (4, 17, 32, 341, 613)],
        (80001, "pages"),
        (80002, "instagram"),
        *[(code, None) for code in (80000, 80003, 80006, 80014, 80099)],
    ],
)
def test_a_throttle_names_the_allowance_it_concerns(code: int, bucket: str | None) -> None:
    error = error_of(400, {}, body(code))
    assert error.ids.get("bucket") == bucket
    assert error.ids["wait"] == "guessed"


def test_the_wait_of_a_throttle_is_that_of_its_own_allowance_where_told() -> None:
    rows = [
        {"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 5},
        {"type": "messenger", "call_count": 120, "estimated_time_to_regain_access": 90},
    ]
    headers = {"x-business-use-case-usage": json.dumps({"1": rows})}
    of_pages, of_app = error_of(400, headers, body(80001)), error_of(400, headers, body(4))
    assert isinstance(of_pages, Throttled)
    assert isinstance(of_app, Throttled)
    assert (of_pages.wait_seconds, of_app.wait_seconds) == (300, 5400)
    assert "wait" not in of_pages.ids


@pytest.mark.parametrize(
    ("subcode", "words"),
    [(458, "app was removed"), (459, "log in to Facebook"), (460, "password"), (463, "expired"), (492, "no role")],
)
def test_a_refused_token_is_explained_in_words(subcode: int, words: str) -> None:
    for code in (102, 104, 190):
        assert words in str(error_of(400, {}, body(code, subcode=subcode)))


@pytest.mark.parametrize(
    "message",
    ["API calls from the server require an appsecret_proof argument", "Invalid appsecret_proof provided in the API"],
)
def test_a_wrong_app_secret_stops_the_account_instead_of_being_our_fault(message: str) -> None:
    error = error_of(400, {}, body(100, message=message))
    assert isinstance(error, TokenRefused)
    assert "app secret" in str(error)


def test_an_instagram_account_outside_the_app_is_told_in_words() -> None:
    error = error_of(400, {}, body(100, message="Unsupported request - method type: get"))
    assert isinstance(error, RequestRefused)
    assert "isn't added to the app" in str(error)


# The table ---------------------------------------------------------------------------------------------------------


def example(row: Row) -> PlatformError:
    return error_of(400, {}, body(row.codes[-1][-1], subcode=row.subcode, message=row.phrase or "words"))


def shown(row: Row) -> str:
    return f"{row.spelt} {row.phrase}".strip()


@pytest.mark.parametrize("row", TABLE, ids=shown)
def test_every_row_of_the_table_is_reached(row: Row) -> None:
    error = example(row)
    assert type(error) is row.error
    assert row.error is Throttled or row.meaning in str(error)
    assert row.remedy


def test_the_rows_are_spelt_apart() -> None:
    spelt = [shown(row) for row in TABLE]
    assert len(set(spelt)) == len(spelt)
    assert {"4, 17, 32, 341, 613", "80000-80099", "102, 104, 190/463", "200-299", "100/33"} <= set(spelt)


@pytest.mark.parametrize("row", TABLE, ids=shown)
def test_only_what_may_pass_by_itself_is_tried_again(row: Row) -> None:
    passes = issubclass(row.error, PlatformUnavailable | Throttled | WritesBlocked)
    assert example(row).retryable is passes
