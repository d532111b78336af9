"""Does every `Platform` keep the same promises? Over the simulator's real HTTP, without a socket."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.errors import Gone, PlatformError, PlatformUnavailable, RequestRefused, Throttled, TokenRefused
from bot.model import Author, Capabilities, PlatformName
from bot.ports import Platform
from tests.platforms.canned import APP_SECRET, BASE
from tests.platforms.sites import IDS, Site, full_site, posts_of

SECRETS = ("page-token", APP_SECRET)


@pytest.fixture(params=list(PlatformName)[:2])
def site(request: pytest.FixtureRequest) -> Site:
    return full_site(request.param)


def test_both_adapters_are_platforms(site: Site) -> None:
    platform: Platform = site.platform
    is_facebook = site.name is PlatformName.FACEBOOK
    everything = Capabilities(hide=True, unhide=True, delete=True, reply=True, comment=True)
    assert platform.capabilities == replace(everything, reply_to_hidden=is_facebook, since=is_facebook)


def test_posts_come_newest_first_with_their_count(site: Site) -> None:
    posts = site.posts()
    assert [(each.text, each.comment_count) for each in posts] == [("Bus routes", 6), ("Welcome back", 0)]
    assert all(each.account_id == "it" and each.created_at and each.permalink for each in posts)


def test_the_watch_window_bounds_the_posts(site: Site) -> None:
    assert [each.text for each in posts_of(site.open(watch_posts=1))] == ["Bus routes"]
    assert [each.text for each in posts_of(site.open(page_size=1))] == ["Bus routes", "Welcome back"]


def test_every_comment_and_reply_is_listed_once(site: Site) -> None:
    found = site.listed()
    assert set(found) == {"first", "reply", "second", "nobody", "wordless", "broken"}
    assert found["reply"].parent_id == found["first"].external_id
    assert {key for key, each in found.items() if each.parent_id} == {"reply"}


@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_pages_of_any_size_hold_the_same_comments(site: Site, size: int) -> None:
    pages = list(site.open(page_size=size).comments(site.post(), since=None))
    ids = [each.external_id for page in pages for each in page.comments]
    assert len(ids) == len(set(ids)) == 6
    assert [page.complete for page in pages] == [False] * (len(pages) - 1) + [True]


def test_a_comment_says_what_meta_said(site: Site) -> None:
    found, post = site.listed()["first"], site.post()
    known = site.world.comment("first")
    assert (found.external_id, found.call_id, found.post_id) == (known.bare, known.id, post.external_id)
    assert (found.account_id, found.author) == ("it", Author(id="501", name="robin.example"))
    assert (found.text, found.created_at, found.is_hidden) == (known.text, known.created, False)
    assert found.permalink
    assert found.permalink.startswith(BASE)
    assert json.loads(found.payload)["id"] == known.id


def test_an_empty_post_is_listed_whole(site: Site) -> None:
    (page,) = site.platform.comments(site.post("old"), since=None)
    assert (page.comments, page.complete) == ((), True)


def test_an_author_kept_from_us_is_unknown(site: Site) -> None:
    assert site.listed()["nobody"].author == Author()


def test_a_comment_without_words_is_a_comment(site: Site) -> None:
    assert site.listed()["wordless"].text == ""


def test_signs_that_cannot_be_stored_become_others_and_stay_in_the_payload(site: Site) -> None:
    found = site.listed()["broken"]
    assert found.text == "half a sign \ufffd and \ufffd"
    assert b"\\ud83d" in found.payload


def test_a_hidden_comment_reads_back_hidden_and_an_unhidden_one_shown(site: Site) -> None:
    comment = site.listed()["second"]
    assert isinstance(site.platform.hide(comment), str)
    hidden = site.platform.comment(comment)
    assert (hidden.is_hidden, hidden.sha256, hidden.permalink) == (True, comment.sha256, comment.permalink)
    site.platform.unhide(comment)
    assert site.platform.comment(comment).is_hidden is False
    known = site.world.comment("second")
    assert (known.hides, known.unhides) == (1, 1)


def test_a_reply_reads_back_as_a_reply(site: Site) -> None:
    reply = site.listed()["reply"]
    now = site.platform.comment(reply)
    assert (now.parent_id, now.external_id, now.permalink) == (reply.parent_id, reply.external_id, reply.permalink)


def test_an_edited_comment_reads_back_with_its_new_words(site: Site) -> None:
    comment = site.listed()["second"]
    site.world.apply([{"type": "edit", "comment": "second", "text": "On time today"}])
    now = site.platform.comment(comment)
    assert now.text == "On time today"
    assert now.sha256 != comment.sha256


def test_a_deleted_comment_is_gone_for_every_call(site: Site) -> None:
    comment = site.listed()["second"]
    site.world.apply([{"type": "delete", "comment": "second"}])
    for call in (site.platform.comment, site.platform.hide, site.platform.unhide):
        with pytest.raises(Gone):
            call(comment)
    assert "second" not in site.listed()


def test_a_deleted_post_is_gone(site: Site) -> None:
    post = site.post()
    site.world.apply([{"type": "delete", "post": "post"}])
    with pytest.raises(Gone):
        list(site.platform.comments(post, since=None))


def test_throttling_says_how_long_to_wait_and_is_not_tried_again(site: Site) -> None:
    usage = json.dumps({"1": [{"type": "pages", "estimated_time_to_regain_access": 5}]})
    body = {"code": 80001, "is_transient": True}
    site.fail(effect="error", path="/comments", body=body, headers={"X-Business-Use-Case-Usage": usage}, times=0)
    before = site.world.calls["faulted"]
    with pytest.raises(Throttled) as caught:
        list(site.platform.comments(site.post(), since=None))
    assert caught.value.wait_seconds == 300
    assert site.world.calls["faulted"] == before + 1


def test_a_lost_answer_to_a_hide_is_ambiguous_and_the_read_back_tells(site: Site) -> None:
    comment = site.listed()["second"]
    site.fail(effect="drop_after", method="POST")
    with pytest.raises(PlatformUnavailable):
        site.platform.hide(comment)
    assert site.platform.comment(comment).is_hidden is True
    assert site.world.comment("second").hides == 1


def test_a_success_that_changed_nothing_shows_in_the_read_back(site: Site) -> None:
    comment = site.listed()["second"]
    site.fail(effect="no_effect", method="POST")
    site.platform.hide(comment)
    assert site.platform.comment(comment).is_hidden is False


def test_a_cut_answer_is_read_again_and_a_cut_confirmation_is_ambiguous(site: Site) -> None:
    site.fail(effect="truncate", method="GET", path="/comments", times=2)
    comment = site.listed()["second"]
    site.fail(effect="truncate", method="POST")
    with pytest.raises(PlatformUnavailable):
        site.platform.hide(comment)


def test_a_repeated_page_ends_the_listing_incomplete(site: Site) -> None:
    post = site.post()
    site.fail(effect="repeat_page", path="/comments", times=0)
    pages = list(site.open(page_size=2).comments(post, since=None))
    assert len(pages) == 2
    assert not any(page.complete for page in pages)


def test_a_listing_that_hides_everything_is_not_called_complete(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    post = site.post()
    site.world.apply(
        [{"type": "delete", "comment": key} for key in ("first", "second", "nobody", "wordless", "broken")]
    )
    (page,) = site.platform.comments(post, since=None)
    assert (page.comments, page.complete) == ((), False)
    assert "comments_not_listed account=it" in caplog.text


def test_an_unknown_token_is_refused_everywhere_and_stays_unseen(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    stranger = site.open(token="token-of-nobody-at-all")
    comment, post = site.listed()["first"], site.post()
    calls: list[Callable[[], object]] = [
        stranger.describe,
        lambda: posts_of(stranger),
        lambda: list(stranger.comments(post, since=None)),
        lambda: stranger.comment(comment),
        lambda: stranger.hide(comment),
        lambda: stranger.unhide(comment),
    ]
    with caplog.at_level(logging.DEBUG):
        for call in calls:
            with pytest.raises(TokenRefused) as caught:
                call()
            assert "token-of-nobody" not in str(caught.value) + repr(caught.value) + caplog.text


@pytest.mark.parametrize("path", ["/comments", "/feed|/media"])
@pytest.mark.parametrize("code", [1, 10, 100, 190, 368, 4])
def test_no_error_shows_words_names_or_secrets(
    site: Site, code: int, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    post = site.post()
    site.fail(effect="error", path=path, body={"code": code, "message": "robin.example says So late again"}, times=0)
    with caplog.at_level(logging.DEBUG), pytest.raises(PlatformError) as caught:
        list(site.platform.comments(post, since=None) if path == "/comments" else posts_of(site.platform))
    said = str(caught.value) + repr(caught.value) + caplog.text
    assert not [each for each in (*SECRETS, "robin", "So late") if each in said]


def test_a_picture_is_downloaded_from_the_platform_only(site: Site) -> None:
    with pytest.raises(RequestRefused):
        site.platform.download("https://evil.example/cat.png")
    with pytest.raises(Gone):
        site.platform.download(f"{BASE}/cdn/1.png?oe=1&sig=x")


def test_describe_names_the_account(site: Site) -> None:
    assert site.platform.describe() in (
        f"Maple Ridge, id {IDS[site.name]}",
        f"mapleridge, id {IDS[site.name]}",
    )


def test_since_is_a_lower_bound_or_ignored(site: Site) -> None:
    bound = site.world.comment("nobody").created
    expected = {"nobody", "wordless", "broken"} if site.name is PlatformName.FACEBOOK else set(site.listed())
    assert set(site.listed(since=bound)) == expected
