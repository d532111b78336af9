"""Do Meta's answers become our nouns, whatever is missing or strange in them?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Attachment, Author, Comment
from bot.platforms.graph.payloads import (
    attachments_of,
    facebook_comment,
    facebook_post,
    instagram_comment,
    instagram_permalink,
    instagram_post,
)
from bot.platforms.graph.reading import address, cleaned, moment

WHEN = datetime(2021, 7, 23, 8, 35, 18, tzinfo=UTC)
LINK = "https://www.instagram.com/reel/Cab_-1/"
FULL = {
    "id": "77_88",
    "message": "Where is the bus?",
    "created_time": "2021-07-23T08:35:18+0000",
    "from": {"id": "5", "name": "Robin Example"},
    "permalink_url": "https://www.facebook.com/mapleridge/posts/77/?comment_id=88",
    "is_hidden": False,
    "can_hide": True,
    "parent": {"id": "77_66"},
    "brand_new_field": {"x": []},
}


def facebook(node: dict[str, object]) -> Comment:
    found = facebook_comment(node, b"{}", account_id="page", post_id="1_77")
    assert found is not None
    return found


def instagram(node: dict[str, object], parent_id: str | None = None) -> Comment:
    found = instagram_comment(node, b"{}", account_id="ig", post_id="9", parent_id=parent_id, post_permalink=LINK)
    assert found is not None
    return found


def test_a_facebook_comment_keeps_everything_told() -> None:
    found = facebook(FULL)
    assert (found.external_id, found.call_id, found.post_id, found.parent_id) == ("88", "77_88", "1_77", "66")
    assert (found.author, found.text, found.created_at) == (Author(id="5", name="Robin Example"), FULL["message"], WHEN)
    assert (found.is_hidden, found.can_hide, found.permalink) == (False, True, FULL["permalink_url"])


def test_what_is_not_told_is_none_and_nothing_fails() -> None:
    found = facebook({"id": "88"})
    assert (found.external_id, found.author, found.text) == ("88", Author(), "")
    assert (found.parent_id, found.created_at, found.permalink) == (None, None, None)
    assert (found.is_hidden, found.can_hide, found.attachments) == (None, None, ())


def test_an_instagram_comment_keeps_everything_told() -> None:
    node = {"id": "17", "text": "Nice", "timestamp": "2021-07-23T08:35:18+0000", "username": "robin", "hidden": True}
    found = instagram(node, parent_id="16")
    assert (found.author, found.is_hidden, found.can_hide) == (Author(name="robin"), True, None)
    assert (found.text, found.created_at, found.parent_id) == ("Nice", WHEN, "16")


def test_an_instagram_author_may_be_told_in_two_places() -> None:
    node: dict[str, object] = {
        "id": "17",
        "from": {"id": "4", "username": "robin"},
        "username": "other",
        "parent_id": "15",
    }
    found = instagram(node, parent_id="16")
    assert (found.author, found.parent_id) == (Author(id="4", name="robin"), "15")


@pytest.mark.parametrize("strange", [None, 7, 1.5, True, "x", [], ["a"], {}, {"id": []}, "\ud83d\x00"])
@pytest.mark.parametrize("make", [facebook, instagram])
def test_wrong_types_never_fail(make: object, strange: object) -> None:
    names = [*FULL, "text", "timestamp", "username", "hidden", "attachment", "parent_id"]
    node: dict[str, object] = {**dict.fromkeys(names, strange), "id": 88}
    found = facebook(node) if make is facebook else instagram(node)
    assert found.external_id == "88"
    found.sha256.encode()
    str(found.author.name).encode()
    found.text.encode()


@pytest.mark.parametrize("nameless", [None, "", "a b", "1/comments", "..", "\n", [], {}])
def test_a_thing_that_cannot_be_called_is_no_noun(nameless: object) -> None:
    node = {"id": nameless}
    assert facebook_comment(node, b"", account_id="a", post_id="p") is None
    assert instagram_comment(node, b"", account_id="a", post_id="p", parent_id=None, post_permalink=None) is None
    assert facebook_post(node, account_id="a") is None
    assert instagram_post(node, account_id="a") is None


def test_posts_tell_their_count_with_replies() -> None:
    page = facebook_post(
        {"id": "1_77", "story": "A new photo", "comments": {"summary": {"total_count": 12}}}, account_id="page"
    )
    medium = instagram_post({"id": "9", "caption": "Hello", "shortcode": "Cab", "comments_count": 3}, account_id="ig")
    assert page is not None
    assert medium is not None
    assert (page.external_id, page.text, page.comment_count) == ("1_77", "A new photo", 12)
    assert (medium.text, medium.comment_count, medium.permalink) == ("Hello", 3, "https://www.instagram.com/p/Cab/")


@given(st.text(st.characters() | st.characters(categories=["Cs"]) | st.just("\x00")))
def test_cleaning_keeps_every_place_and_can_be_stored(text: str) -> None:
    found = cleaned(text)
    assert len(found) == len(text)
    assert "\x00" not in found
    found.encode("utf-8")
    assert all(
        new == old or (new == "\ufffd" and (old == "\x00" or "\ud800" <= old <= "\udfff"))
        for new, old in zip(found, text, strict=True)
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2021-07-23T08:35:18+0000", WHEN),
        ("2021-07-23T08:35:18Z", WHEN),
        ("2021-07-23T10:35:18+02:00", WHEN),
        ("2021-07-23T08:35:18", WHEN),
        (int(WHEN.timestamp()), WHEN),
        ("yesterday", None),
        ("0001-01-01T00:00:00+1400", None),
        ("0001-01-01T00:00:00+0000", None),
        ("9999-12-31T23:59:59+0000", None),
        ("2003-12-31T23:59:59+0000", None),
        ("2100-01-01T00:00:01+0000", None),
        (-62135596800, None),
        (253402300799, None),
        (1e300, None),
        (float("nan"), None),
        (True, None),
        (None, None),
    ],
)
def test_times_are_utc_or_not_told(told: object, expected: datetime | None) -> None:
    assert moment(told) == expected


@pytest.mark.parametrize("told", ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://", "", None, 5])
def test_only_web_addresses_are_addresses(told: object) -> None:
    assert address(told) is None


def test_an_attachment_is_the_same_when_only_its_signature_changed() -> None:
    def shared(signature: str) -> tuple[Attachment, ...]:
        picture = {"image": {"src": f"https://scontent.xx.fbcdn.net/v/a.jpg?oe={signature}"}}
        return attachments_of({"type": "photo", "media": picture, "title": "Bus", "url": "https://www.facebook.com/x"})

    (first,), (second,) = shared("1"), shared("2")
    assert first.identity == second.identity == "scontent.xx.fbcdn.net/v/a.jpg"
    assert (first.kind, first.title, first.url) == ("photo", "Bus", "https://scontent.xx.fbcdn.net/v/a.jpg?oe=1")


def test_a_target_names_an_attachment_and_an_album_shows_its_parts() -> None:
    parts = [{"type": "photo", "target": {"id": each}} for each in ("1", "2", "1")]
    found = attachments_of({"type": "album", "target": {"id": "0"}, "subattachments": {"data": parts}})
    assert [(each.kind, each.identity) for each in found] == [("album", "0"), ("photo", "1"), ("photo", "2")]


def test_a_link_without_picture_is_named_by_where_it_leads() -> None:
    (found,) = attachments_of({"type": "share", "unshimmed_url": "https://shop.example/a?fbclid=1", "url": "https://l"})
    assert (found.url, found.identity) == (None, "shop.example/a")


@pytest.mark.parametrize(
    ("medium", "parent", "expected"),
    [
        (LINK, None, "https://www.instagram.com/p/Cab_-1/c/17/"),
        (LINK, "16", "https://www.instagram.com/p/Cab_-1/c/16/r/17"),
        ("https://www.instagram.com/someone/p/Cab/", None, "https://www.instagram.com/p/Cab/c/17/"),
        ("https://www.instagram.com/stories/x/", None, None),
        (None, None, None),
    ],
)
def test_an_instagram_permalink_is_made_of_the_mediums(
    medium: str | None, parent: str | None, expected: str | None
) -> None:
    assert instagram_permalink(medium, "17", parent) == expected
