"""Can staff bring a rule into use, and can nobody let one hide alone?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import DecisionRefused, GuidelinesError
from bot.judge.composing import compose
from bot.model import NoticeKind, Outcome, RuleOrigin, Standing
from bot.store.index import SqliteStore
from tests.builders import FixedClock, log_lines
from tests.judge.house import FEES, OWN_RULE, House, house

CONTENT = compose(FEES)


@pytest.fixture
def place(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> House:
    return house(store, clock, tmp_path)


# Writing -----------------------------------------------------------------------------------------------------------


def test_a_new_rule_is_a_draft_that_changes_nothing(place: House) -> None:
    edit = place.office.write(CONTENT, by="pat", note="for autumn")
    view = place.office.rule("fees")
    assert view is not None
    assert (view.standing, view.origin, view.kind, view.routing) == (Standing.DRAFT, RuleOrigin.HOUSE, "words", "hide")
    assert (view.content, view.edits, view.in_force) == (CONTENT, (edit,), True)
    assert [one.verdict.outcome for one in place.judged("Buy a clubplace")] == [Outcome.KEEP]


def test_the_rules_are_listed_house_then_file_then_shipped(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    place = house(store, clock, tmp_path, own=OWN_RULE)
    place.office.write(CONTENT, by="pat")
    listed = [(view.rule_id, view.origin, view.standing, view.hides) for view in place.office.rules()]
    assert listed == [
        ("fees", RuleOrigin.HOUSE, Standing.DRAFT, False),
        ("raffle", RuleOrigin.FILE, Standing.LIVE, False),
        ("ads", RuleOrigin.SHIPPED, Standing.LIVE, True),
    ]
    assert place.office.rule("nothing") is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[[rule]", "not TOML"),
        ('district = "Ours"', "nothing else"),
        (CONTENT + '\n[[clause]]\nid = "x"', "nothing else"),
        (CONTENT + CONTENT.replace("fees", "fees_two"), "exactly one"),
        (CONTENT.replace('"fees"', '"../x"'), "can't be an id"),
        (CONTENT.replace('"fees"', '"ads"'), "another rule"),
        (CONTENT + 'status = "live"\n', "status"),
        (CONTENT.replace("Buy a clubplace now", "Nothing"), "does not match its example"),
        (CONTENT.replace('"spam"', '"spams"'), "unknown clause"),
        (CONTENT + "#" * 100_000, "longer than"),
    ],
)
def test_a_rule_with_faults_is_told_them_and_not_kept(place: House, content: str, fault: str) -> None:
    assert fault in "\n".join(place.office.look_at(content).faults)
    with pytest.raises(GuidelinesError, match=fault):
        place.office.write(content, by="pat")
    assert place.store.rulebook.edits() == []


def test_a_form_becomes_a_rule_whatever_was_typed_into_it(place: House) -> None:
    nasty = replace(FEES, why='Sells "things"\\ \n[[clause]]\x07', words=("clubplace", 'a"] #'))
    sketch = place.office.look_at(place.office.compose(nasty))
    assert (sketch.faults, sketch.rule_id, sketch.may_hide) == ((), "fees", True)
    assert sketch.why == 'Sells "things"\\ \n[[clause]]\x07'
    only_review = place.office.look_at(place.office.compose(replace(FEES, only_review=True)))
    assert (only_review.routing, only_review.may_hide) == ("review", False)


def test_the_digest_follows_the_meaning_and_not_the_layout(place: House) -> None:
    first = place.office.look_at(CONTENT).digest
    assert place.office.look_at(f"# a remark\n{CONTENT}\n\n").digest == first
    assert place.office.look_at(CONTENT.replace("clubplaces", "clubplacez")).digest != first


# Moving on ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_tested_asked_for_approved_by_another_and_then_hides(place: House) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.judged("Good morning", "Buy a clubplace")
    test, told = place.office.test("fees", by="pat")
    assert (test.told.judged, test.told.hits, test.told.would_hide, told.changes) == (
        2,
        1,
        1,
        {(Outcome.KEEP, Outcome.HIDE): 1},
    )
    request = place.office.ask("fees", by="pat", note="please")
    view = place.office.rule("fees")
    assert view is not None
    assert view.request == request
    step = place.office.approve("fees", digest=edit.digest, by="lee", why="Right.")
    assert (step.standing, step.hides, step.test_id) == (Standing.LIVE, True, test.id)
    assert [one.verdict.outcome for one in place.judged("Buy clubplaces here")] == [Outcome.HIDE]


def test_every_step_is_a_line_of_the_log_with_who_from_to_content_and_version(place: House) -> None:
    step = place.live(CONTENT)
    kinds = [kind for kind, _, _ in log_lines(place.store)]
    assert kinds == ["rule_written", "rule_step", "rule_test", "rule_request", "rule_step"]
    assert log_lines(place.store, "rule_step")[-1] == (
        "rule_step",
        "lee",
        {
            "rule": "fees",
            "digest": step.digest,
            "from": "draft",
            "from_digest": step.digest,
            "to": "live",
            "hides": True,
            "guidelines": place.workshop.version(),
            "test": step.test_id,
        },
    )


@pytest.mark.parametrize("approver", ["pat", "lee", "nobody"])
def test_who_wrote_or_asked_or_may_not_log_in_approves_nothing(place: House, approver: str) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.says("Welcome")
    place.office.test("fees", by="pat")
    place.office.ask("fees", by="lee")
    with pytest.raises(DecisionRefused):
        place.office.approve("fees", digest=edit.digest, by=approver)
    view = place.office.rule("fees")
    assert view is not None
    assert not view.hides


def test_untested_content_goes_neither_live_nor_to_a_second_person(place: House) -> None:
    place.office.write(CONTENT, by="pat")
    with pytest.raises(DecisionRefused, match="Test this version"):
        place.office.ask("fees", by="pat")
    with pytest.raises(DecisionRefused, match="Test this version"):
        place.office.watch("fees", by="pat")
    place.office.test("fees", by="pat")
    place.office.write(CONTENT.replace("clubplaces", "clubplacez"), by="pat")
    with pytest.raises(DecisionRefused, match="Test this version"):
        place.office.ask("fees", by="pat")


def test_an_approval_of_what_was_changed_meanwhile_is_refused(place: House) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.says("Welcome")
    place.office.test("fees", by="pat")
    place.office.ask("fees", by="pat")
    place.office.write(CONTENT.replace("clubplaces", "clubplacez"), by="pat")
    with pytest.raises(DecisionRefused, match="was changed"):
        place.office.approve("fees", digest=edit.digest, by="lee")


def test_a_request_is_answered_once(place: House) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.says("Welcome")
    place.office.test("fees", by="pat")
    place.office.ask("fees", by="pat")
    place.office.withdraw("fees", by="lee", why="Too wide.")
    with pytest.raises(DecisionRefused, match="Nobody asks"):
        place.office.approve("fees", digest=edit.digest, by="lee")


def test_a_rule_that_takes_sides_is_never_approved(place: House) -> None:
    edit = place.office.write(place.office.compose(replace(FEES, words=("clubplace", "newcomers"))), by="pat")
    place.office.test("fees", by="pat")
    with pytest.raises(DecisionRefused, match="both sides alike"):
        place.office.ask("fees", by="pat")
    with pytest.raises(DecisionRefused, match="both sides alike"):
        place.office.approve("fees", digest=edit.digest, by="lee")


def test_shipped_and_unknown_rules_take_no_steps(place: House) -> None:
    for rule_id in ("ads", "nothing"):
        with pytest.raises(DecisionRefused, match="no such rule"):
            place.office.shadow(rule_id, by="pat")


# In force without a restart ----------------------------------------------------------------------------------------


def test_a_rule_in_the_shadow_is_noted_and_changes_no_verdict(place: House) -> None:
    place.judged("first")
    place.office.write(CONTENT, by="pat")
    place.office.shadow("fees", by="pat")
    (judged,) = place.judged("Buy a clubplace")
    assert judged.verdict.outcome is Outcome.KEEP
    assert [finding.rule for finding in judged.verdict.findings] == ["fees"]


def test_a_rule_that_its_writer_let_watch_asks_a_person_and_hides_nothing(place: House) -> None:
    place.office.write(CONTENT, by="pat")
    place.office.test("fees", by="pat")
    place.office.watch("fees", by="pat")
    assert [one.verdict.outcome for one in place.judged("Buy a clubplace")] == [Outcome.REVIEW]


def test_an_edit_changes_nothing_until_it_is_approved_itself(place: House) -> None:
    place.live(CONTENT)
    place.office.write(CONTENT.replace("clubplaces", "teaplace"), by="pat")
    assert [one.verdict.outcome for one in place.judged("Buy clubplaces", "Buy a teaplace")] == [
        Outcome.HIDE,
        Outcome.KEEP,
    ]
    view = place.office.rule("fees")
    assert view is not None
    assert (view.in_force, view.standing) == (False, Standing.LIVE)


def test_a_withdrawn_rule_finds_nothing_from_the_next_batch_on(place: House) -> None:
    place.live(CONTENT)
    place.judged("Buy a clubplace")
    place.office.withdraw("fees", by="lee")
    assert [one.verdict.findings for one in place.judged("Buy another clubplace")] == [()]


def test_a_house_rule_that_can_no_longer_be_read_is_left_out_and_told(place: House) -> None:
    place.live(CONTENT)
    place.live(CONTENT.replace("fees", "tickets").replace("clubplace", "ticketplace"))
    place.path.write_text(place.path.read_text("utf-8") + CONTENT, "utf-8")  # the file has a rule "fees" of its own now
    judged = place.judged("Buy a ticketplace", "mugshop")
    assert [one.verdict.outcome for one in judged] == [Outcome.HIDE, Outcome.HIDE]
    (notice,) = place.store.notices.waiting()
    assert (notice.kind, notice.subject, notice.account_id) == (NoticeKind.RULE, "fees", "")
    assert "can't be read any more" in notice.why


# Rules of the district's own file ----------------------------------------------------------------------------------


def test_a_rule_of_the_file_asks_a_person_until_a_second_person_approved_it(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    place = house(store, clock, tmp_path, own=OWN_RULE)
    assert [one.verdict.outcome for one in place.judged("raffletix", "mugshop")] == [Outcome.REVIEW, Outcome.HIDE]
    assert [(step.standing, step.hides, step.actor[:4]) for step in store.rulebook.steps("raffle")] == [
        (Standing.LIVE, False, "bot@")
    ]
    place.office.test("raffle", by="pat")
    place.office.ask("raffle", by="pat")
    view = place.office.rule("raffle")
    assert view is not None
    place.office.approve("raffle", digest=view.digest, by="lee")
    assert [one.verdict.outcome for one in place.judged("more raffletix")] == [Outcome.HIDE]


def test_a_changed_rule_of_the_file_needs_a_new_approval(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> None:
    place = house(store, clock, tmp_path, own=OWN_RULE)
    place.judged("first")
    place.office.test("raffle", by="pat")
    place.office.ask("raffle", by="pat")
    view = place.office.rule("raffle")
    assert view is not None
    place.office.approve("raffle", digest=view.digest, by="lee")
    changed = OWN_RULE.replace('["raffletix"]', '["raffletix", "rafflebux"]')
    place.path.write_text(place.path.read_text("utf-8").replace(OWN_RULE, changed), "utf-8")
    place.office.write(CONTENT, by="pat")  # the rulebook changed: the worker reads the file again
    place.office.shadow("fees", by="pat")
    assert [one.verdict.outcome for one in place.judged("raffletix!")] == [Outcome.REVIEW]
