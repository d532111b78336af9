"""Where does Instagram differ when we answer? Own comments told by `user` or name, and hidden ones take no reply."""

from dataclasses import replace

import pytest

from bot.errors import PlatformError, PlatformUnavailable
from bot.model import Author, Comment, PlatformName
from bot.platforms.instagram import InstagramAccount
from tests.platforms.canned import Canned, Reply, client_of
from tests.platforms.sites import Site, account_on, full_site


@pytest.fixture
def site() -> Site:
    return full_site(PlatformName.INSTAGRAM)


def account_with(*replies: Reply | Exception) -> tuple[InstagramAccount, Canned]:
    canned = Canned(*replies)
    return InstagramAccount(account_on(PlatformName.INSTAGRAM), client_of(canned)), canned


@pytest.fixture
def stranger(site: Site) -> Comment:
    """A comment whose author's id is not the account's own."""
    return replace(site.listed()["first"], author=Author(id="app-scoped-7", name="mapleridge"))


@pytest.mark.parametrize(
    ("payload", "ours"),
    [(b'{"user":{"id":"17"}}', True), (b'{"user":{}}', None), (b"{}", None), (b"[", None), (b"[" * 9999, None)],
)
def test_a_comment_marked_with_user_is_ours_whatever_its_author_id(
    site: Site, stranger: Comment, payload: bytes, ours: bool | None
) -> None:
    assert site.platform.is_ours(replace(stranger, payload=payload)) is ours


def test_once_the_answers_were_asked_our_own_name_is_known(stranger: Comment, site: Site) -> None:
    account, _ = account_with(Reply(body={"id": "17", "username": "mapleridge", "data": []}))
    assert account.is_ours(stranger) is None
    list(account.answers(site.post(), stranger))
    assert account.is_ours(stranger) is True
    assert account.is_ours(replace(stranger, author=Author(name="mapleridge"))) is True
    assert account.is_ours(replace(stranger, author=Author(name="someone"))) is False


def test_an_account_that_took_another_name_finds_its_own_answers(stranger: Comment, site: Site) -> None:
    account, _ = account_with(
        Reply(body={"id": "17", "username": "oldname", "data": []}),
        Reply(body={"data": []}),
        Reply(body={"id": "17", "username": "mapleridge", "data": []}),
    )
    list(account.answers(site.post(), stranger))
    assert account.is_ours(stranger) is False
    list(account.answers(site.post(), stranger))
    assert account.is_ours(stranger) is True


def test_a_comment_read_back_by_a_new_process_is_known_as_ours(site: Site) -> None:
    root = site.listed()["first"]
    made_id = site.platform.reply(root, "Ours")
    fresh = InstagramAccount(account_on(PlatformName.INSTAGRAM), site.platform._client)
    there = fresh.comment(replace(root, external_id=made_id, call_id=made_id))
    assert fresh.is_ours(replace(there, author=Author(id="app-scoped-7", name="mapleridge"))) is True


def test_a_name_alone_says_nothing_while_ours_is_unknown(site: Site, stranger: Comment) -> None:
    account, _ = account_with(Reply(body={}))
    assert account.is_ours(replace(stranger, author=Author(name="someone"))) is None


def test_without_our_own_name_the_list_is_not_read(stranger: Comment, site: Site) -> None:
    account, canned = account_with(Reply(status=500))
    with pytest.raises(PlatformUnavailable):
        list(account.answers(site.post(), stranger))
    assert "/comments" not in str(canned.requests[-1].url)


def test_a_hidden_comment_takes_no_reply(site: Site) -> None:
    root = site.listed()["first"]
    site.platform.hide(root)
    with pytest.raises(PlatformError):
        site.platform.reply(root, "Too late")
    assert [each.text for each in site.platform.answers(site.post(), root)] == ["At the corner"]
