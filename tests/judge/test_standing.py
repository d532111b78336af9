"""Is every rule of the district's own held to what people let it do, and no other rule touched?"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.judge.standing import additions, digest_of, in_force, own_rules, shipped_rules
from bot.model import HouseRule, Outcome, Routing, RuleOrigin, RuleStatus, RuleStep, Standing
from tests.builders import NOON
from tests.judge.builders import CLAUSES, RULE
from tests.judge.house import OWN_RULE

STEP = RuleStep(id=1, rule_id="raffle", digest="", standing=Standing.LIVE, actor="lee", at=NOON, why="", hides=True)


@pytest.fixture
def file(tmp_path: Path) -> Guidelines:
    (tmp_path / "own.toml").write_text(CLAUSES + RULE + OWN_RULE, "utf-8")
    return load(tmp_path / "own.toml")


def outcome(guidelines: Guidelines, text: str) -> Outcome:
    return Judge(guidelines).verdict(text).outcome


def digest(guidelines: Guidelines) -> str:
    return own_rules(guidelines, {"ads"}, ())["raffle"].digest


@pytest.mark.parametrize(
    ("standing", "hides", "same", "house", "expected"),
    [
        (Standing.LIVE, True, True, False, Outcome.HIDE),
        (Standing.LIVE, False, True, False, Outcome.REVIEW),
        (Standing.SHADOW, False, True, False, Outcome.KEEP),
        (Standing.DRAFT, False, True, False, Outcome.KEEP),
        (Standing.WITHDRAWN, False, True, False, Outcome.KEEP),
        (None, False, True, False, Outcome.REVIEW),
        (Standing.LIVE, True, False, False, Outcome.REVIEW),
        (Standing.SHADOW, False, False, False, Outcome.REVIEW),
        (Standing.LIVE, True, False, True, Outcome.REVIEW),
        (Standing.SHADOW, False, False, True, Outcome.KEEP),
    ],
)
def test_an_own_rule_does_what_its_newest_step_allows(
    file: Guidelines, standing: Standing | None, *, hides: bool, same: bool, house: bool, expected: Outcome
) -> None:
    own = own_rules(file, {"ads"}, {"raffle"} if house else ())
    steps = {}
    if standing is not None:
        of = digest(file) if same else "0" * 64
        steps = {"raffle": replace(STEP, standing=standing, hides=hides, digest=of)}
    held = in_force(file, own, steps)
    assert outcome(held, "raffletix") is expected
    assert outcome(held, "mugshop") is Outcome.HIDE


def test_the_version_tells_apart_what_holds(file: Guidelines) -> None:
    own = own_rules(file, {"ads"}, ())
    asking = in_force(file, own, {})
    approved = in_force(file, own, {"raffle": replace(STEP, digest=digest(file))})
    shadow = in_force(file, own, {"raffle": replace(STEP, digest=digest(file), standing=Standing.SHADOW, hides=False)})
    assert len({asking.version, approved.version, shadow.version}) == 3
    assert approved is file


def test_the_file_may_be_quieter_than_the_step(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(CLAUSES + RULE + OWN_RULE + 'status = "draft"\n', "utf-8")
    file = load(tmp_path / "own.toml")
    held = in_force(file, own_rules(file, {"ads"}, ()), {"raffle": replace(STEP, digest=digest(file))})
    assert outcome(held, "raffletix") is Outcome.KEEP


def test_the_digest_is_of_meaning_and_clause_and_not_of_the_status() -> None:
    table = {"id": "raffle", "words": ["a"], "status": "shadow"}
    first = digest_of(table, Routing.HIDE)
    assert len(first) == 64
    assert digest_of({"words": ["a"], "id": "raffle", "status": RuleStatus.LIVE}, Routing.HIDE) == first
    assert digest_of({**table, "words": ["a", "b"]}, Routing.HIDE) != first
    assert digest_of(table, Routing.REVIEW) != first


def test_only_what_a_file_adds_to_the_shipped_rules_needs_approval(tmp_path: Path) -> None:
    shipped = shipped_rules(default_path())
    assert "profanity" in shipped
    extending, alone = tmp_path / "extending.toml", tmp_path / "alone.toml"
    extending.write_text('extends = "pattonville"\n' + OWN_RULE, "utf-8")
    alone.write_text(CLAUSES + RULE, "utf-8")
    assert shipped_rules(extending) == shipped
    assert shipped_rules(alone) == set()
    guidelines = load(extending)
    own = own_rules(guidelines, shipped, ())
    assert {(one.rule_id, one.origin, one.may_hide) for one in own.values()} == {("raffle", RuleOrigin.FILE, True)}


def test_in_a_file_that_stands_alone_only_what_is_word_for_word_a_shipped_rule_needs_no_approval(
    tmp_path: Path,
) -> None:
    folder = default_path().parent
    for name in ("pattonville.toml", "pattonville"):
        copy = shutil.copytree if (folder / name).is_dir() else shutil.copy
        copy(folder / name, tmp_path / name)
    alone = tmp_path / "pattonville.toml"
    assert shipped_rules(alone) == shipped_rules(default_path())
    words = tmp_path / "pattonville" / "spam.toml"
    text = words.read_text("utf-8")
    changed = text.replace("copies_at = 5", "copies_at = 4")
    assert changed != text
    words.write_text(changed, "utf-8")
    assert shipped_rules(default_path()) - shipped_rules(alone) == {"flood"}
    words.write_text(text, "utf-8")
    alone.write_text(alone.read_text("utf-8").replace('listed = "hide"', 'listed = "review"'), "utf-8")
    assert "slurs" not in shipped_rules(alone)
    assert "flood" in shipped_rules(alone)


def test_of_a_house_rule_the_content_runs_that_the_step_speaks_of() -> None:
    def edit(number: int, digest: str) -> HouseRule:
        return HouseRule(
            id=number,
            rule_id="raffle",
            content=f"content {number}",
            digest=digest,
            guideline="spam",
            may_hide=True,
            written_by="pat",
            written_at=NOON,
        )

    edits = [edit(1, "one"), edit(2, "two"), edit(3, "one")]
    assert [one.content for one in additions(edits, {"raffle": replace(STEP, digest="one")})] == ["content 3"]
    assert [one.content for one in additions(edits, {"raffle": replace(STEP, digest="two")})] == ["content 2"]
    for standing in (Standing.DRAFT, Standing.WITHDRAWN):
        assert additions(edits, {"raffle": replace(STEP, digest="one", standing=standing)}) == ()
    assert additions(edits, {}) == ()


def test_what_is_milder_on_one_page_stays_milder_there(tmp_path: Path) -> None:
    override = '\n[[override]]\naccount = "oak"\nrule = "raffle"\nstatus = "shadow"\n'
    (tmp_path / "own.toml").write_text(CLAUSES + RULE + OWN_RULE + override, "utf-8")
    file = load(tmp_path / "own.toml")
    judge = Judge(in_force(file, own_rules(file, {"ads"}, ()), {}))
    assert judge.verdict("raffletix", account="maple").outcome is Outcome.REVIEW
    assert judge.verdict("raffletix", account="oak").outcome is Outcome.KEEP


def test_a_shipped_rule_is_nobodys_own_though_a_house_rule_once_had_its_id(file: Guidelines) -> None:
    own = own_rules(file, {"ads"}, {"ads", "raffle"})
    assert {rule_id: one.origin for rule_id, one in own.items()} == {"raffle": RuleOrigin.HOUSE}
    withdrawn = replace(STEP, rule_id="ads", standing=Standing.WITHDRAWN, hides=False)
    assert outcome(in_force(file, own, {"ads": withdrawn}), "mugshop") is Outcome.HIDE
