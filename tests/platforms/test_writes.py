"""Do both platforms answer, comment, delete and list answers alike? Over the simulator, without a socket."""

from dataclasses import replace

import pytest

from bot.errors import Gone, PlatformUnavailable, RequestRefused, Throttled, WritesBlocked
from bot.model import Author, Comment, PlatformName
from tests.platforms.canned import Canned, Reply, client_of
from tests.platforms.sites import Adapter, Site, account_on, full_site, said

TEXT = "The bus leaves at 7:10 & <nobody> is late.\nCaf\u00e9 at noon \U0001f68c"


@pytest.fixture(params=list(PlatformName)[:2])
def site(request: pytest.FixtureRequest) -> Site:
    return full_site(request.param)


def made(site: Site, made_id: str, like: Comment) -> Comment:
    """What stands there under the id that was answered."""
    bare = made_id.rpartition("_")[2]
    return site.platform.comment(replace(like, external_id=bare, call_id=made_id))


def adapter(site: Site, *replies: Reply) -> tuple[Adapter, Canned]:
    """The same adapter before a server that says only what is told."""
    canned = Canned(*replies)
    return type(site.platform)(account_on(site.name), client_of(canned)), canned


def test_a_reply_stands_under_the_comment_with_our_words(site: Site) -> None:
    root = site.listed()["first"]
    reply = made(site, site.platform.reply(root, TEXT), root)
    assert (reply.parent_id, reply.text) == (root.external_id, TEXT)
    assert site.platform.is_ours(reply) is True
    assert site.world.comment("first").text == root.text


def test_a_comment_of_ours_stands_under_the_post(site: Site) -> None:
    like = site.listed()["first"]
    there = made(site, site.platform.comment_on(site.post(), TEXT), replace(like, parent_id=None))
    assert (there.parent_id, there.text, site.platform.is_ours(there)) == (None, TEXT, True)


def test_the_answers_under_a_comment_are_listed_whole_and_told_apart(site: Site) -> None:
    root = site.listed()["first"]
    ids = [site.platform.reply(root, f"Answer {number}").rpartition("_")[2] for number in range(120)]
    found = list(site.platform.answers(site.post(), root))
    assert {each.external_id for each in found if site.platform.is_ours(each)} == set(ids)
    assert [each.text for each in found if not site.platform.is_ours(each)] == ["At the corner"]
    assert len(found) == 121


def test_the_answers_under_a_post_are_its_top_level_comments(site: Site) -> None:
    site.platform.comment_on(site.post(), TEXT)
    found = list(site.platform.answers(site.post(), None))
    assert [each.text for each in found if site.platform.is_ours(each)] == [TEXT]
    assert "At the corner" not in {each.text for each in found}
    assert len(found) == 6


def test_an_author_kept_from_us_may_be_ours(site: Site) -> None:
    (unknown,) = [each for each in site.platform.answers(site.post(), None) if each.text == "Who am I?"]
    assert site.platform.is_ours(unknown) is None
    assert site.platform.is_ours(replace(unknown, author=Author(id="501"))) is False


def test_a_list_that_breaks_off_is_no_list(site: Site) -> None:
    root = site.listed()["first"]
    for number in range(120):
        site.platform.reply(root, f"Answer {number}")
    site.fail(effect="repeat_page", path="/comments|/replies", times=0)
    with pytest.raises(PlatformUnavailable):
        list(site.platform.answers(site.post(), root))


def test_a_list_with_something_nameless_is_no_list(site: Site) -> None:
    broken, _ = adapter(site, Reply(body={"username": "us", "data": [{"message": "no id"}]}))
    with pytest.raises(PlatformUnavailable):
        list(broken.answers(site.post(), site.listed()["first"]))


def test_an_empty_list_beside_a_count_is_no_list(site: Site) -> None:
    told = {"data": [], "summary": {"total_count": 3}, "username": "us", "comments_count": 3}
    silent, _ = adapter(site, Reply(body=told))
    with pytest.raises(PlatformUnavailable):
        list(silent.answers(site.post(), None))


def test_an_empty_list_is_one(site: Site) -> None:
    assert list(site.platform.answers(site.post("old"), None)) == []


def test_a_deleted_comment_reads_back_as_gone(site: Site) -> None:
    comment = site.listed()["second"]
    assert isinstance(site.platform.delete(comment), str)
    with pytest.raises(Gone):
        site.platform.comment(comment)
    with pytest.raises(Gone):
        site.platform.delete(comment)


def test_a_lost_answer_to_a_reply_is_ambiguous_and_sent_once(site: Site) -> None:
    root = site.listed()["first"]
    site.fail(effect="drop_after", method="POST")
    with pytest.raises(PlatformUnavailable):
        site.platform.reply(root, TEXT)
    assert [each.text for each in site.platform.answers(site.post(), root)].count(TEXT) == 1


@pytest.mark.parametrize("answer", [{}, {"id": ""}, {"id": None}, [], {"success": False}])
def test_an_answer_without_an_id_is_ambiguous(site: Site, answer: object) -> None:
    vague, canned = adapter(site, Reply(body=answer))
    with pytest.raises(PlatformUnavailable):
        vague.reply(site.listed()["first"], TEXT)
    assert len(canned.requests) == 1


def test_success_without_an_id_was_an_edit_and_is_our_own_loud_fault(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    trapped, _ = adapter(site, Reply(body={"success": True}))
    with pytest.raises(RequestRefused, match="edit"):
        trapped.reply(site.listed()["first"], TEXT)
    assert [record.levelname for record in caplog.records if "edited_instead" in record.message] == ["ERROR"]


@pytest.mark.parametrize("answer", [{}, {"success": False}, {"id": "1"}])
def test_only_success_confirms_a_deletion(site: Site, answer: object) -> None:
    vague, _ = adapter(site, Reply(body=answer))
    with pytest.raises(PlatformUnavailable):
        vague.delete(site.listed()["first"])


def test_a_block_and_a_throttle_are_told_apart_from_refusals(site: Site) -> None:
    root = site.listed()["first"]
    for code, error in ((368, WritesBlocked), (80001, Throttled)):
        site.fail(effect="error", method="POST", body={"code": code})
        with pytest.raises(error):
            site.platform.reply(root, TEXT)


def test_nothing_but_the_message_is_sent_to_the_right_edge(site: Site) -> None:
    root, post = site.listed()["first"], site.post()
    writer, canned = adapter(site, Reply(body={"id": "9_10"}))
    assert writer.reply(root, "Hi & bye") == "9_10"
    writer.comment_on(post, "Hi & bye")
    edge = "comments" if site.name is PlatformName.FACEBOOK else "replies"
    paths = [str(request.url).partition("?")[0].partition("/v26.0/")[2] for request in canned.requests]
    assert paths == [f"{root.call_id}/{edge}", f"{post.external_id}/comments"]
    for request in canned.requests:
        fields = {part.partition("=")[0] for part in str(request.body).split("&")}
        assert fields <= {"message", "appsecret_proof"}
        assert "message=Hi+%26+bye" in str(request.body)


def test_a_reply_of_somebody_else_with_our_words_is_not_ours(site: Site) -> None:
    site.world.apply([said("copy", minute=9, text=TEXT, parent="first")])
    (copy,) = [each for each in site.platform.answers(site.post(), site.listed()["first"]) if each.text == TEXT]
    assert site.platform.is_ours(copy) is False
