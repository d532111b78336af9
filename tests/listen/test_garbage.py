"""What comes of a webhook call that holds garbage, or is none?"""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.listen.payloads import wakes_in
from tests.listen.calls import PAGE, POST, call, commented, meta_spelling


@pytest.mark.parametrize(
    "value",
    [True, -5, 1.5, None, [], {}, "", "../etc", "5'--", "٣", "1" * 41, "1_2_3_4", "1_", "1\n", 10**41],
    ids=repr,
)
def test_what_is_no_number_of_metas_is_not_told(value: object) -> None:
    found = wakes_in(call(commented(post_id=value, post=None)))
    assert [hint.post_id for hint in found or ()] == [""]
    assert wakes_in(meta_spelling({"object": "page", "entry": [{"id": value, "changes": [commented()]}]})) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"null",
        b'"page"',
        b"[" * 100_000,
        b'{"object":"page","entry":' + b"9" * 5000 + b"}",
        b'{"object":["page"],"entry":[]}',
        b'{"object":"page"}',
        b'{"object":"page","entry":{}}',
    ],
    ids=["empty", "half", "bytes", "list", "null", "text", "deep", "endless number", "odd object", "bare", "no list"],
)
def test_what_is_no_call_says_so(body: bytes) -> None:
    assert wakes_in(body) is None


@pytest.mark.parametrize(
    "entry", [{}, None, 5, [], {"id": PAGE}, {"id": PAGE, "changes": {}}, {"id": PAGE, "changes": [5]}]
)
def test_an_odd_entry_is_left_out_and_its_neighbour_is_read(entry: object) -> None:
    good = {"id": PAGE, "changes": [None, {"field": 5, "value": {}}, {"field": "feed", "value": "x"}, commented()]}
    found = wakes_in(meta_spelling({"object": "page", "entry": [entry, good]}))
    assert [hint.post_id for hint in found or ()] == [POST]


def test_calls_about_other_things_tell_nothing() -> None:
    assert wakes_in(call(commented(), kind="permissions")) == []


WORDS = st.sampled_from(
    [
        "feed",
        "mention",
        "mentions",
        "comments",
        "live_videos",
        "comment",
        "video",
        "reaction",
        "add",
        "hide",
        PAGE,
        POST,
    ]
)
ANY_VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
VALUES = st.dictionaries(
    st.sampled_from(["item", "verb", "post_id", "comment_id", "from", "sender_id", "media", "media_id", "post", "id"]),
    ANY_VALUE,
)
CHANGES = st.fixed_dictionaries({}, optional={"field": WORDS | ANY_VALUE, "value": VALUES | ANY_VALUE})
ENTRIES = st.fixed_dictionaries(
    {}, optional={"id": st.just(PAGE) | ANY_VALUE, "changes": st.lists(CHANGES, max_size=4) | ANY_VALUE}
)
CALLS = st.fixed_dictionaries(
    {"object": st.sampled_from(["page", "instagram"]), "entry": st.lists(ENTRIES | ANY_VALUE, max_size=3)}
)
NUMBER = re.compile(r"[0-9]+(_[0-9]+){0,2}")


@settings(max_examples=150, deadline=None)
@given(told_call=CALLS)
def test_whatever_stands_in_a_call_only_numbers_come_out(told_call: Any) -> None:
    found = wakes_in(meta_spelling(told_call))
    assert found is not None
    for hint in found:
        assert NUMBER.fullmatch(hint.account)
        assert all(NUMBER.fullmatch(part) for part in (hint.post_id, hint.comment_id) if part)
    assert len(set(found)) == len(found)


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=200))
def test_whatever_bytes_come_nothing_is_raised(body: bytes) -> None:
    assert not wakes_in(body)
