"""Are listed pages matched with ours, and is a missing one explained?"""

import tomllib

import pytest

from bot.accounts.matching import match, settings_block
from bot.config import Secret
from bot.model import Account, PlatformName
from bot.platforms.graph.oauth import PageOffer
from tests.accounts.school import account, linked_instagram, own_instagram


def offer(number: str = "1001", name: str = "Maple Hollow", instagram: str | None = "1780011") -> PageOffer:
    return PageOffer(id=number, name=name, tasks=frozenset(), instagram_id=instagram, token=Secret("any"))


def test_a_page_and_its_linked_instagram_account_get_the_same_pages_token() -> None:
    found = match([account(), linked_instagram()], [offer()], None)
    assert [(each.account.id, each.offer.id) for each in found.matches] == [("maple", "1001"), ("maple-ig", "1001")]
    assert (found.missing, found.strangers, found.strange_instagram) == ((), (), ())


def test_accounts_with_tokens_of_their_own_and_accounts_on_x_are_left_out() -> None:
    on_x = account(id="x", platform=PlatformName.X, external_id="@maple")
    found = match([own_instagram(), on_x], [offer("1780022", instagram="1780022")], None)
    assert (found.matches, found.missing) == ((), ())


@pytest.mark.parametrize(
    ("of", "granted", "words"),
    [
        (account(), {"1001", "1002"}, "no task on the page any more"),
        (account(), {"1002"}, "wasn't ticked"),
        (account(), None, "or didn't tick it"),
        (linked_instagram(), {"1001"}, "none of the listed pages is linked"),
    ],
)
def test_a_missing_page_is_explained(of: Account, granted: set[str] | None, words: str) -> None:
    (missing,) = match([of], [offer("1002", instagram=None)], granted).missing
    assert missing.account is of
    assert words in missing.why


def test_what_is_not_set_up_is_told_apart() -> None:
    found = match([account()], [offer(), offer("1002", "Oak", None)], None)
    assert [each.id for each in found.strangers] == ["1002"]
    assert [each.instagram_id for each in found.strange_instagram] == ["1780011"]


@pytest.mark.parametrize(
    "name", ['Oak "Ridge" School', "Ünïcode \\ back", "", "x\x1b[31m\u202e\x7f", "\U0001f3eb", "a" * 200]
)
@pytest.mark.parametrize("instagram", [False, True])
def test_a_block_can_be_pasted_whatever_the_page_is_called(name: str, instagram: bool) -> None:
    text = settings_block(offer("1002", name), instagram=instagram, taken=set())
    (row,) = tomllib.loads(text)["accounts"]
    assert row["external_id"] == ("1780011" if instagram else "1002")
    assert row["mode"] == "observe"
    assert name in row["name"]
    assert all(char.isprintable() or char == "\n" for char in text)


def test_a_short_name_that_is_taken_gets_a_number() -> None:
    taken = {"oak", "oak-2"}
    text = settings_block(offer("1002", "Oak"), instagram=False, taken=taken)
    assert tomllib.loads(text)["accounts"][0]["id"] == "oak-3"
