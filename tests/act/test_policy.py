"""What follows from a verdict? One table of everything policy looks at."""

from dataclasses import dataclass, replace

import pytest

from bot import BOT_ACTOR
from bot.act.policy import MODES, NOTHING, Case, Consequence, consequence, is_bot
from bot.model import (
    Capabilities,
    Capture,
    CommentState,
    Decision,
    DecisionKind,
    Guideline,
    Mode,
    Outcome,
    ReviewReason,
    Revision,
)
from bot.review import words
from tests.builders import GUIDELINE, NOON, account, comment, failed_capture, good_capture, post, verdict

BOTH = Capabilities(hide=True, unhide=True)


def revision(
    *, id: int = 7, is_newest: bool = True, state: CommentState = CommentState.PRESENT, can_hide: bool | None = True
) -> Revision:
    said = comment("Buy my watches", can_hide=can_hide)
    return Revision(
        id=id,
        comment_id=1,
        comment=said,
        sha256=said.sha256,
        seen_at=NOON,
        is_newest=is_newest,
        comment_state=state,
        post=post(),
        parent=None,
        attachments=(),
    )


def decision(actor: str, kind: DecisionKind = DecisionKind.HIDE, *, of: int = 7) -> Decision:
    return Decision(
        id=1,
        key="k",
        revision_id=of,
        comment_id=1,
        kind=kind,
        actor=actor,
        made_at=NOON,
        guideline=GUIDELINE.id,
        reason=GUIDELINE.words,
        note="",
        undoes=None,
    )


GOOD = good_capture(7)
FAILED = failed_capture(7)
NO_HIDING = Capabilities(hide=False, unhide=True)
HERE = revision()
OLD = revision(is_newest=False)
GONE = revision(state=CommentState.VANISHED)
LOCKED = revision(can_hide=False)
UNTOLD = revision(can_hide=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what is known, and what shall follow (a decision by the bot, and questions)."""

    outcome: Outcome = Outcome.HIDE
    hold: bool = False
    alert: bool = False
    mode: Mode = Mode.ENFORCE
    capture: Capture | None = GOOD
    capabilities: Capabilities = BOTH
    revision: Revision = HERE
    decisions: tuple[Decision, ...] = ()
    hide_in_force: Decision | None = None
    guideline: str = GUIDELINE.id
    is_ours: bool = False
    hides: bool = False
    asks: tuple[tuple[ReviewReason, bool], ...] = ()

    def case(self) -> Case:
        said = verdict(self.outcome, guideline=self.guideline, hold=self.hold, alert=self.alert)
        return Case(
            revision=self.revision,
            verdict=said,
            account=account(mode=self.mode),
            capabilities=self.capabilities,
            capture=self.capture,
            decisions=self.decisions,
            hide_in_force=self.hide_in_force,
            guidelines={GUIDELINE.id: GUIDELINE},
            is_ours=self.is_ours,
        )


BY_BOT, BY_PAT = decision(BOT_ACTOR), decision("pat")
PAT_KEPT, PAT_ON_OTHER_WORDS = decision("pat", DecisionKind.KEEP), decision("pat", DecisionKind.KEEP, of=6)
PAT_ANSWERED, PAT_DELETED = decision("pat", DecisionKind.REPLY), decision("pat", DecisionKind.DELETE)

TABLE = {
    # A clear violation.
    "enforce hides": Row(hides=True),
    "a hold is hidden and confirmed": Row(hold=True, hides=True, asks=((ReviewReason.HOLD, False),)),
    "a threat is hidden and told": Row(alert=True, hides=True, asks=((ReviewReason.ALERT, True),)),
    "a threat on hold is told once": Row(alert=True, hold=True, hides=True, asks=((ReviewReason.ALERT, True),)),
    "an untold can_hide is tried": Row(revision=UNTOLD, hides=True),
    # The account's own words are never the machine's business.
    "our own words are not hidden": Row(is_ours=True),
    "a threat in our own name is told": Row(is_ours=True, alert=True, asks=((ReviewReason.ALERT, True),)),
    "our own words are no question": Row(is_ours=True, outcome=Outcome.REVIEW),
    # Modes.
    "observe asks": Row(mode=Mode.OBSERVE, asks=((ReviewReason.WOULD_HIDE, False),)),
    "assist asks": Row(mode=Mode.ASSIST, asks=((ReviewReason.WOULD_HIDE, False),)),
    "observe alerts on a threat": Row(mode=Mode.OBSERVE, alert=True, asks=((ReviewReason.ALERT, True),)),
    "assist alerts on a threat": Row(mode=Mode.ASSIST, alert=True, asks=((ReviewReason.ALERT, True),)),
    "assist asks about a hold": Row(mode=Mode.ASSIST, hold=True, asks=((ReviewReason.WOULD_HIDE, False),)),
    # No proof, no hiding.
    "no picture": Row(capture=None, asks=((ReviewReason.NO_PROOF, False),)),
    "a failed picture": Row(capture=FAILED, asks=((ReviewReason.NO_PROOF, False),)),
    "a threat without a picture": Row(capture=FAILED, alert=True, asks=((ReviewReason.NO_PROOF, True),)),
    "a hold without a picture": Row(capture=FAILED, hold=True, asks=((ReviewReason.NO_PROOF, False),)),
    # What the platform can't do.
    "a platform that can't hide": Row(capabilities=NO_HIDING, asks=((ReviewReason.CANNOT, False),)),
    "a comment that can't be hidden": Row(revision=LOCKED, asks=((ReviewReason.CANNOT, False),)),
    "a threat that can't be hidden": Row(revision=LOCKED, alert=True, asks=((ReviewReason.CANNOT, True),)),
    "a guideline that was struck": Row(guideline="99", asks=((ReviewReason.CANNOT, False),)),
    "a struck guideline in observe": Row(guideline="99", mode=Mode.OBSERVE, asks=((ReviewReason.CANNOT, False),)),
    # A soft verdict.
    "review asks": Row(outcome=Outcome.REVIEW, asks=((ReviewReason.DOUBTFUL, False),)),
    "review asks in every mode": Row(outcome=Outcome.REVIEW, mode=Mode.OBSERVE, asks=((ReviewReason.DOUBTFUL, False),)),
    "review asks without a picture": Row(outcome=Outcome.REVIEW, capture=None, asks=((ReviewReason.DOUBTFUL, False),)),
    "a call for help alerts": Row(outcome=Outcome.REVIEW, alert=True, asks=((ReviewReason.ALERT, True),)),
    "review of hidden words still asks": Row(
        outcome=Outcome.REVIEW, hide_in_force=BY_BOT, decisions=(BY_BOT,), asks=((ReviewReason.DOUBTFUL, False),)
    ),
    # Nothing found.
    "keep does nothing": Row(outcome=Outcome.KEEP),
    "keep of a hidden comment asks": Row(
        outcome=Outcome.KEEP, hide_in_force=BY_BOT, decisions=(BY_BOT,), asks=((ReviewReason.EDITED, False),)
    ),
    # Too late.
    "edited since": Row(revision=OLD),
    "gone since": Row(revision=GONE),
    "a doubtful one edited since": Row(outcome=Outcome.REVIEW, revision=OLD),
    "a threat edited since": Row(revision=OLD, alert=True, asks=((ReviewReason.ALERT, True),)),
    "a threat gone since": Row(outcome=Outcome.REVIEW, revision=GONE, alert=True, asks=((ReviewReason.ALERT, True),)),
    "kept words of an older revision": Row(outcome=Outcome.KEEP, revision=OLD, hide_in_force=BY_BOT),
    # A person's word.
    "a person hid these words": Row(decisions=(BY_PAT,)),
    "a person kept these words": Row(decisions=(PAT_KEPT,)),
    "a person kept a threat": Row(decisions=(PAT_KEPT,), alert=True),
    "a person decided before the bot": Row(decisions=(PAT_KEPT, BY_BOT)),
    "a person's answer is no word on hiding": Row(decisions=(PAT_ANSWERED,), hides=True),
    "a person's answer settles no doubt": Row(
        outcome=Outcome.REVIEW, decisions=(PAT_ANSWERED,), asks=((ReviewReason.DOUBTFUL, False),)
    ),
    "a person deleted these words": Row(decisions=(PAT_DELETED,)),
    "a person decided on a doubtful one": Row(outcome=Outcome.REVIEW, decisions=(PAT_KEPT,)),
    "a person decided on other words": Row(decisions=(PAT_ON_OTHER_WORDS,), hides=True),
    "the bot decided before": Row(decisions=(BY_BOT,), hides=True),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_follows(row: Row) -> None:
    result = consequence(row.case())
    assert [(question.reason, question.alert) for question in result.questions] == list(row.asks)
    assert (result.decision is not None) is row.hides


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_the_bot_hides_only_in_enforce_mode_with_a_good_picture_of_present_words(row: Row) -> None:
    for mode in Mode:
        for capture in (None, FAILED, GOOD):
            for there in (HERE, OLD, GONE, LOCKED):
                case = replace(row.case(), account=account(mode=mode), capture=capture, revision=there)
                decided = consequence(case).decision
                if decided is not None:
                    assert decided.kind is DecisionKind.HIDE
                    assert (case.verdict.outcome, mode) == (Outcome.HIDE, Mode.ENFORCE)
                    assert capture == GOOD
                    assert there == HERE


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_threat_never_passes_unseen(row: Row) -> None:
    case = replace(row.case(), verdict=verdict(Outcome.HIDE, alert=True))
    if consequence(case) != NOTHING:
        assert any(question.alert for question in consequence(case).questions)
    else:
        assert any(not is_bot(each.actor) for each in case.decisions)


def test_a_hide_names_its_actor_its_guideline_and_the_districts_own_words() -> None:
    made = consequence(Row().case()).decision
    assert made is not None
    assert (made.revision_id, made.kind, made.actor, made.undoes) == (7, DecisionKind.HIDE, BOT_ACTOR, None)
    assert (made.guideline, made.reason, made.note) == (GUIDELINE.id, GUIDELINE.words, "It sells something.")


def test_the_same_case_makes_the_same_decision_and_a_later_one_another() -> None:
    first, again = consequence(Row().case()).decision, consequence(Row().case()).decision
    later = consequence(Row(decisions=(BY_BOT,)).case()).decision
    assert first == again
    assert first is not None
    assert later is not None
    assert first.key != later.key


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Row(mode=Mode.ASSIST), "this page is set to “Staff decide”."),
        (Row(mode=Mode.OBSERVE), "this page is set to “Watching only”."),
        (Row(capture=FAILED), "the browser ended"),
        (Row(capture=None), "no picture"),
        (Row(revision=LOCKED), "doesn't let"),
        (Row(hold=True), "please confirm"),
        (Row(revision=OLD, alert=True), "was edited since"),
        (Row(revision=GONE, alert=True), "is no longer on the page"),
        (Row(outcome=Outcome.KEEP, hide_in_force=BY_BOT), "Undo the hide"),
    ],
)
def test_a_question_says_why(row: Row, why: str) -> None:
    (question,) = consequence(row.case()).questions
    assert why in question.why


def test_a_mode_has_one_name_for_staff() -> None:
    assert {mode: title for mode, (title, _) in words.MODES.items()} == MODES


def test_nothing_is_nothing() -> None:
    assert Consequence() == NOTHING
    assert isinstance(GUIDELINE, Guideline)


@pytest.mark.parametrize(
    ("actor", "expected"), [(BOT_ACTOR, True), ("bot@0.0", True), ("pat", False), ("robot", False)]
)
def test_the_bot_is_known_in_every_version(actor: str, expected: bool) -> None:
    assert is_bot(actor) is expected
