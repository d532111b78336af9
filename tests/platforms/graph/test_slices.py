"""Is the payload of a comment byte for byte what Meta sent?"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.graph.answer import Answer
from bot.platforms.graph.slices import Element, bytes_of, elements, text_of

HOSTILE = [
    '"data":[',
    '\\"data\\":[{"id":"1"}]',
    "]}",
    "\ud83d",
    "\x00",
    "\\",
    '"',
    "\u2028",
    "😀",
    '{"replies":{"data":[',
]
texts = st.text(max_size=8) | st.sampled_from(HOSTILE) | st.text(st.characters(categories=["Cs"]), max_size=2)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(["id", "message", "data", "paging", "next"]) | texts
objects = st.dictionaries(names, values, max_size=4)
comments = st.builds(
    lambda node, replies: {**node, "replies": {"data": replies}}, objects, st.lists(objects, max_size=2)
)
listings = st.builds(
    lambda before, rows, after: {**before, "data": rows, **{k: v for k, v in after.items() if k != "data"}},
    objects,
    st.lists(objects | comments, max_size=4),
    objects,
)


def parsed(element: Element) -> object:
    return json.loads(text_of(element.payload))


@settings(max_examples=150, deadline=None)
@given(listings, st.booleans(), st.sampled_from([None, 1]), st.sampled_from([(",", ":"), (" ,\n", "\t: ")]))
def test_slices_are_the_objects_in_order(
    listing: dict[str, list[dict[str, object]]], is_ascii: bool, indent: int | None, marks: tuple[str, str]
) -> None:
    text = json.dumps(listing, ensure_ascii=is_ascii, indent=indent, separators=marks)
    body = text.encode("utf-8", "surrogatepass")
    again = json.loads(text_of(body))
    found = elements(body, None)
    assert [parsed(each) for each in found] == again["data"] == [each.node for each in found]
    at = 0
    for each in found:
        at = body.index(each.payload, at) + len(each.payload)
        replies = each.node.get("replies")
        nested = replies.get("data") if isinstance(replies, dict) else None
        wanted = [row for row in nested if isinstance(row, dict)] if isinstance(nested, list) else []
        assert [parsed(reply) for reply in each.replies] == wanted


def test_every_sign_stays_as_it_was_sent() -> None:
    first = b'{ "id":"1", "message":"caf\\u00e9 \\/ \\ud83d", "n": 1.0e2 }'
    second = b'{"id":"2","message":"caf\xc3\xa9"}'
    body = b'{"paging":{"data":[]},"data" : [' + first + b" ,\n" + second + b"]}"
    assert [each.payload for each in elements(body, None)] == [first, second]


def test_nested_replies_have_their_own_bytes() -> None:
    reply = b'{"id":  "2"}'
    top = b'{"replies":{"data":[' + reply + b']},"id":"1"}'
    (found,) = elements(b'{"data":[' + top + b"]}", None)
    assert (found.payload, [each.payload for each in found.replies]) == (top, [reply])


def test_the_last_of_two_equal_keys_counts_as_it_does_for_json() -> None:
    body = b'{"data":[{"id":"1"}],"data":[{"id":"2"}]}'
    assert [each.node for each in elements(body, None)] == json.loads(body)["data"]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"7", b'{"data":7}', b'{"data":null}', b'{"data":[1,"x",null]}'])
def test_what_is_no_listing_has_no_elements(body: bytes) -> None:
    assert elements(body, json.loads(body)) == ()


def test_bytes_that_are_not_utf8_come_back() -> None:
    body = b'{"data":[{"id":"1","message":"\xff\xfe"}]}'
    assert elements(body, None)[0].payload == body[9:-2]
    assert bytes_of(text_of(body)) == body


def test_a_remade_payload_says_so() -> None:
    (found,) = elements(b"{not json", {"data": [{"id": "1", "replies": {"data": [{"id": "2"}]}}]})
    assert json.loads(found.payload) == {"reserialised": found.node}
    assert json.loads(found.replies[0].payload) == {"reserialised": {"id": "2"}}


# Expanded edges ----------------------------------------------------------------------------------------------------

REPLY = b'{ "id":"3", "message":"caf\\u00e9" }'
COMMENT = b'{"replies" : {"data":[' + REPLY + b'],"paging":{"next":"x"}},"id":"2"}'
POST = b'{"id":"1","comments":{"data":[ ' + COMMENT + b' , 7 ],"summary":{"total_count":9}},"empty":{"data":[]}}'
WHOLE = b'{"id":"9","feed":{"data":[' + POST + b'],"paging":{"cursors":{"after":"A"},"next":"y"}}}'


def answer(body: bytes) -> Answer:
    return Answer(json=json.loads(text_of(body)), body=body, headers={})


def test_every_level_of_an_expansion_has_its_own_bytes() -> None:
    (post,) = answer(WHOLE).inside("feed")
    (comment,) = post.inner("comments")
    (reply,) = comment.inner("replies")
    assert (post.payload, comment.payload, reply.payload) == (POST, COMMENT, REPLY)
    assert comment.replies == (reply,)


def test_paging_and_summary_of_an_expansion_stand_beside_it() -> None:
    whole = answer(WHOLE).whole
    feed, comments = whole.listing("feed"), whole.inner("feed")[0].listing("comments")
    assert feed is not None
    assert comments is not None
    assert feed["paging"] == {"cursors": {"after": "A"}, "next": "y"}
    assert comments["summary"] == {"total_count": 9}


def test_an_edge_that_meta_left_out_is_no_edge() -> None:
    (post,) = answer(WHOLE).inside("feed")
    assert (post.inner("likes"), post.listing("likes")) == ((), None)
    assert (post.inner("empty"), post.listing("empty")) == ((), {"data": []})
    assert answer(WHOLE).inside("posts") == ()


@pytest.mark.parametrize("edge", [b"null", b"7", b"[]", b'[{"id":"1"}]', b'{"data":7}', b'{"data":null}', b'"data"'])
def test_an_edge_of_a_wrong_shape_holds_nothing(edge: bytes) -> None:
    assert answer(b'{"feed":' + edge + b"}").inside("feed") == ()


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"feed"'])
def test_an_answer_that_is_no_object_has_nothing_inside(body: bytes) -> None:
    assert answer(body).inside("feed") == ()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["feed", "comments", "data", "replies", "id", "paging"]),
    listings,
    st.booleans(),
    st.sampled_from([(",", ":"), (" ,\n", "\t: ")]),
)
def test_an_expanded_edge_is_sliced_as_a_listing_is(
    name: str, listing: dict[str, list[dict[str, object]]], is_ascii: bool, marks: tuple[str, str]
) -> None:
    text = json.dumps({"message": '"data":[', name: listing}, ensure_ascii=is_ascii, separators=marks)
    body = text.encode("utf-8", "surrogatepass")
    again = json.loads(text_of(body))
    found = Element(node=again, payload=body).inner(name)
    assert [parsed(each) for each in found] == again[name]["data"] == [each.node for each in found]
    assert all(each.payload in body for each in found)


def test_the_inside_of_a_remade_element_is_remade_and_says_so() -> None:
    (post,) = elements(b"{not json", {"data": [{"id": "1", "comments": {"data": [{"id": "2"}]}}]})
    (comment,) = post.inner("comments")
    assert json.loads(comment.payload) == {"reserialised": {"id": "2"}}
