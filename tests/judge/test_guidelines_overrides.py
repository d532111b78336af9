"""Is a rule milder on one page only, and never harder anywhere?"""

from pathlib import Path

import pytest

from bot.errors import GuidelinesError
from bot.judge.guidelines import Guidelines, load
from bot.judge.judge import Judge
from bot.model import Outcome, Routing, RuleStatus
from tests.judge.builders import CLAUSES, RULE, guidelines_file


def with_override(folder: Path, lines: str, *, account: str = '"high"', rule: str = "ads") -> Path:
    override = f'\n[[override]]\naccount = {account}\nrule = "{rule}"\n{lines}\n'
    return guidelines_file(folder, CLAUSES + RULE + override)


def overridden(folder: Path, lines: str, *, account: str = '"high"') -> Guidelines:
    return load(with_override(folder, lines, account=account), accounts={"high", "middle", "district"})


@pytest.mark.parametrize(
    ("lines", "text", "outcome"),
    [
        ('routing = "review"', "a mugshop", Outcome.REVIEW),
        ('status = "shadow"', "a mugshop", Outcome.KEEP),
        ('status = "draft"', "a mugshop", Outcome.KEEP),
        ('allow = ["the mugshop"]', "the mugshop club", Outcome.KEEP),
        ('allow = ["the mugshop"]', "a mugshop", Outcome.HIDE),
    ],
)
def test_an_override_holds_on_its_page_alone(tmp_path: Path, lines: str, text: str, outcome: Outcome) -> None:
    guidelines = overridden(tmp_path, lines)
    judge = Judge(guidelines)
    assert judge.verdict(text, account="high").outcome is outcome
    assert judge.verdict(text, account="middle").outcome is Outcome.HIDE
    assert judge.verdict(text).outcome is Outcome.HIDE


def test_the_version_of_a_verdict_shows_the_page(tmp_path: Path) -> None:
    guidelines = overridden(tmp_path, 'routing = "review"')
    judge = Judge(guidelines)
    assert judge.verdict("a mugshop", account="high").guidelines_version == f"{guidelines.version}+high"
    assert judge.verdict("a mugshop", account="middle").guidelines_version == guidelines.version
    assert guidelines.for_account("high") is guidelines.for_account("high")


def test_one_override_can_name_several_pages(tmp_path: Path) -> None:
    guidelines = overridden(tmp_path, 'routing = "review"', account='["high", "middle"]')
    rules = [guidelines.for_account(account).rule("ads") for account in ("high", "middle", "district")]
    assert [rule.routing for rule in rules if rule] == [Routing.REVIEW, Routing.REVIEW, Routing.HIDE]


@pytest.mark.parametrize("status", [RuleStatus.DRAFT, RuleStatus.SHADOW, RuleStatus.LIVE])
def test_the_life_of_a_rule_goes_on_and_an_override_never_hardens_it(tmp_path: Path, status: RuleStatus) -> None:
    guidelines = overridden(tmp_path, 'status = "shadow"').with_statuses({"ads": status})
    rule = guidelines.for_account("high").rule("ads")
    assert rule is not None
    assert rule.status is (RuleStatus.DRAFT if status is RuleStatus.DRAFT else RuleStatus.SHADOW)
    assert guidelines.for_account("high").version == f"{guidelines.version}+high"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('routing = "hide"', 'line 28: override "ads": routing "hide" is not milder: write "review"'),
        ('status = "live"', 'status "live" is not milder: write "shadow" or "draft"'),
        ("", "changes nothing"),
        ('alow = ["x"]', 'unknown key "alow": did you mean "allow"?'),
        ('routing = "review"\n[[override]]\naccount = "high"\nrule = "ads"\nstatus = "draft"', "join the two"),
    ],
)
def test_a_fault_of_an_override_is_named(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(GuidelinesError) as caught:
        overridden(tmp_path, lines)
    assert said in str(caught.value)


def test_a_page_or_a_rule_that_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(GuidelinesError, match='unknown account "hgih": the accounts of the settings are high, middle'):
        load(with_override(tmp_path, 'routing = "review"', account='"hgih"'), accounts={"high", "middle"})
    with pytest.raises(GuidelinesError, match=r'unknown rule "adds": write .* did you mean "ads"'):
        load(with_override(tmp_path, 'routing = "review"', rule="adds"))


def test_without_settings_any_page_may_be_named(tmp_path: Path) -> None:
    assert load(with_override(tmp_path, 'routing = "review"', account='"anywhere"')).by_account.keys() == {"anywhere"}


def test_only_a_list_of_words_can_allow_more_words(tmp_path: Path) -> None:
    text = 'extends = "pattonville"\n[[override]]\naccount = "high"\nrule = "spam"\nallow = ["bake sale"]\n'
    with pytest.raises(GuidelinesError, match='"allow" is only for rules of kind "words"'):
        load(guidelines_file(tmp_path, text))
