"""Does the adapter of a Facebook page know the page's own quirks?"""

from datetime import UTC, datetime

import pytest

from bot.errors import PermissionRefused, PlatformUnavailable, TokenRefused
from bot.model import Comment, PlatformName, Post
from bot.platforms.facebook import FacebookPage
from bot.simulator.world import World
from tests.platforms.canned import Canned, Reply, client_of
from tests.platforms.sites import account_on, client_for, posts_of, said, world_of

PAGE = account_on(PlatformName.FACEBOOK)
POST = Post(account_id="it", external_id="1_77", text="", created_at=None, permalink=None)


def page_of(world: World, token: str = "page-token") -> FacebookPage:
    return FacebookPage(PAGE, client_for(world, token))


def listed(page: FacebookPage) -> dict[str, Comment]:
    return {
        each.text: each for post in posts_of(page) for part in page.comments(post, since=None) for each in part.comments
    }


def test_a_persons_token_is_told_apart_from_the_pages() -> None:
    world = world_of(PlatformName.FACEBOOK, [said("one")])
    with pytest.raises(TokenRefused, match="me/accounts"):
        page_of(world, "person-token").describe()
    post = posts_of(page_of(world))[0]
    (silent,) = page_of(world, "person-token").comments(post, since=None)
    assert not silent.complete


def test_visitors_posts_are_watched_too() -> None:
    visitor = {"type": "post", "key": "visit", "account": "it", "text": "Hi", "author": {"id": "9", "name": "V"}}
    world = world_of(PlatformName.FACEBOOK, [visitor])
    assert [each.text for each in posts_of(page_of(world))] == ["Hi", "Bus routes"]


def test_an_attachment_can_be_downloaded_and_keeps_its_identity() -> None:
    world = world_of(PlatformName.FACEBOOK, [said("cat", attachment={"title": "A cat", "width": 16, "height": 16})])
    page = page_of(world)
    (attachment,) = listed(page)["cat"].attachments
    assert attachment.url
    assert (attachment.kind, attachment.title) == ("photo", "A cat")
    assert page.download(attachment.url).startswith(b"\x89PNG")
    assert listed(page)["cat"].attachments[0].identity == attachment.identity


def test_can_hide_is_passed_on_as_told() -> None:
    flags = [("no", {"can_hide": False}), ("yes", {}), ("silent", {"no_can_hide": True})]
    world = world_of(PlatformName.FACEBOOK, [said(key, flags=each) for key, each in flags])
    page = page_of(world)
    assert {key: each.can_hide for key, each in listed(page).items()} == {"no": False, "yes": True, "silent": None}
    with pytest.raises(PermissionRefused):
        page.hide(listed(page)["no"])


def test_a_ranked_world_loses_no_comment() -> None:
    world = world_of(
        PlatformName.FACEBOOK, [said(str(n), minute=n, flags={"like_count": n % 3}) for n in range(7)], is_ranked=True
    )
    page = FacebookPage(PAGE, client_for(world), page_size=2)
    assert set(listed(page)) == {str(n) for n in range(7)}


def test_a_comment_is_called_by_the_spelling_we_know() -> None:
    world = world_of(PlatformName.FACEBOOK, [said("one")])
    page = page_of(world)
    comment = listed(page)["one"]
    assert comment.call_id.endswith(f"_{comment.external_id}")
    assert page.comment(comment).external_id == comment.external_id


@pytest.mark.parametrize("body", [{"success": "true"}, {"success": 1}, {"id": "1"}, True, [], {"success": False}])
def test_nothing_but_success_true_is_a_success(body: object) -> None:
    comment = listed(FacebookPage(PAGE, client_for(world_of(PlatformName.FACEBOOK, [said("one")]))))["one"]
    with pytest.raises(PlatformUnavailable, match="ambiguous answer"):
        FacebookPage(PAGE, client_of(Canned(Reply(body=body)))).hide(comment)


def test_the_trace_of_a_hide_is_kept() -> None:
    comment = listed(FacebookPage(PAGE, client_for(world_of(PlatformName.FACEBOOK, [said("one")]))))["one"]
    reply = Reply(body={"success": True}, headers={"X-FB-Trace-ID": "AbC12"})
    assert FacebookPage(PAGE, client_of(Canned(reply))).hide(comment) == "AbC12"


@pytest.mark.parametrize("body", [{"id": "1_2"}, {}, [], {"message": "x"}])
def test_a_read_back_of_something_else_is_ambiguous(body: object) -> None:
    comment = listed(FacebookPage(PAGE, client_for(world_of(PlatformName.FACEBOOK, [said("one")]))))["one"]
    with pytest.raises(PlatformUnavailable, match="ambiguous answer"):
        FacebookPage(PAGE, client_of(Canned(Reply(body=body)))).comment(comment)


def test_a_payload_is_what_meta_sent_and_a_nameless_comment_is_said_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent = b'{ "id" : "77_88", "message" : "caf\\u00e9 \\/" }'
    body = b'{"data":[' + sent + b',{"message":"nobody can call me"}]}'
    (part,) = FacebookPage(PAGE, client_of(Canned(Reply(body=body)))).comments(POST, since=None)
    assert [each.payload for each in part.comments] == [sent]
    assert "comment_without_id" in caplog.text
    assert "nobody can" not in caplog.text


@pytest.mark.parametrize("strange", ["_", "10_", "", None])
def test_a_comment_without_a_usable_id_is_refused_and_leaves_the_listing_incomplete(
    strange: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    first = Reply(body={"data": [{"id": strange}, {"id": "1_2"}], "paging": {"next": "x", "cursors": {"after": "A"}}})
    canned = Canned(first, Reply(body={"data": [{"id": "1_3"}]}))
    pages = list(FacebookPage(PAGE, client_of(canned)).comments(POST, since=None))
    assert [(each.external_id, page.complete) for page in pages for each in page.comments] == [
        ("2", False),
        ("3", False),
    ]
    assert "comment_without_id account=it post=1_77" in caplog.text


def test_a_parent_without_a_usable_id_is_no_parent() -> None:
    canned = Canned(Reply(body={"data": [{"id": "1_2", "parent": {"id": "1_"}}]}))
    (page,) = FacebookPage(PAGE, client_of(canned)).comments(POST, since=None)
    assert [each.parent_id for each in page.comments] == [None]
    assert page.complete


def test_a_time_before_all_pages_asks_from_the_beginning() -> None:
    canned = Canned(Reply(body={"data": []}))
    list(FacebookPage(PAGE, client_of(canned)).comments(POST, since=datetime.min.replace(tzinfo=UTC)))
    assert "since=0" in str(canned.requests[0].url)
