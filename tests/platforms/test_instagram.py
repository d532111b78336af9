"""Does the adapter of an Instagram account know Instagram's own quirks?"""

import pytest

from bot.model import Comment, CommentPage, PlatformName, Post
from bot.platforms.instagram import InstagramAccount
from bot.simulator.world import World
from tests.platforms.canned import Canned, Reply, client_of, fault
from tests.platforms.sites import account_on, client_for, posts_of, said, world_of

IT = account_on(PlatformName.INSTAGRAM)


def threads(world: World, **settings: int) -> list[CommentPage]:
    account = InstagramAccount(IT, client_for(world), **settings)
    return [part for post in posts_of(account) for part in account.comments(post, since=None)]


def comments(pages: list[CommentPage]) -> list[Comment]:
    return [each for page in pages for each in page.comments]


def test_a_long_thread_is_followed_beyond_its_first_page() -> None:
    events = [said("top"), *[said(f"reply{n}", minute=2 + n, parent="top") for n in range(60)]]
    pages = threads(world_of(PlatformName.INSTAGRAM, events))
    found = comments(pages)
    assert len(found) == len({each.external_id for each in found}) == 61
    assert {each.parent_id for each in found[1:]} == {found[0].external_id}
    assert pages[-1].complete


def test_each_thread_stands_together_newest_first() -> None:
    events = [
        said("a", minute=1),
        said("b", minute=2),
        said("a1", minute=3, parent="a"),
        said("b1", minute=4, parent="b"),
    ]
    assert [each.text for each in comments(threads(world_of(PlatformName.INSTAGRAM, events)))] == ["b", "b1", "a", "a1"]


def test_permalinks_are_made_of_the_mediums_shortcode() -> None:
    world = world_of(PlatformName.INSTAGRAM, [said("top"), said("reply", minute=2, parent="top")])
    top, reply = comments(threads(world))
    code = world.post("post").shortcode
    assert top.permalink is not None
    assert top.permalink.endswith(f"/p/{code}/c/{top.external_id}/")
    assert reply.permalink is not None
    assert reply.permalink.endswith(f"/p/{code}/c/{top.external_id}/r/{reply.external_id}")


def test_more_than_fifty_comments_come_in_pages_of_fifty() -> None:
    pages = threads(world_of(PlatformName.INSTAGRAM, [said(str(n), minute=n) for n in range(51)]))
    assert [len(page.comments) for page in pages] == [50, 1]


def test_the_accounts_own_comment_stays_shown_and_the_read_back_says_so() -> None:
    world = world_of(PlatformName.INSTAGRAM, [{**said("own"), "author": "account"}])
    account = InstagramAccount(IT, client_for(world))
    (own,) = comments(threads(world))
    account.hide(own)
    assert account.comment(own).is_hidden is False


@pytest.mark.parametrize("code", [33, None])
def test_a_thread_that_vanishes_while_read_leaves_the_listing_incomplete(code: int | None) -> None:
    partial = {"data": [{"id": "2"}], "paging": {"next": "https://x.example/", "cursors": {"after": "A"}}}
    listing = Reply(body={"data": [{"id": "1", "replies": partial}]})
    repeated = Reply(body={"data": [{"id": "3"}], "paging": {"next": "x", "cursors": {"after": "A"}}})
    account = InstagramAccount(IT, client_of(Canned(listing, fault(100, subcode=33) if code else repeated)))
    post = Post(account_id="it", external_id="9", text="", created_at=None, permalink=None)
    (page,) = account.comments(post, since=None)
    assert [each.external_id for each in page.comments] == (["1", "2"] if code else ["1", "2", "3"])
    assert not page.complete


@pytest.mark.parametrize("strange", ["_", "10_", None])
@pytest.mark.parametrize("is_reply", [True, False])
def test_a_comment_without_a_usable_id_is_refused_and_leaves_the_listing_incomplete(
    strange: str | None, is_reply: bool, caplog: pytest.LogCaptureFixture
) -> None:
    replies = {"data": [{"id": strange if is_reply else "3"}, {"id": "2"}]}
    canned = Canned(Reply(body={"data": [{"id": "1" if is_reply else strange, "replies": replies}, {"id": "4"}]}))
    post = Post(account_id="it", external_id="9", text="", created_at=None, permalink=None)
    (page,) = InstagramAccount(IT, client_of(canned)).comments(post, since=None)
    assert [each.external_id for each in page.comments] == (["1", "2", "4"] if is_reply else ["4"])
    assert not page.complete
    assert "comment_without_id account=it post=9" in caplog.text
