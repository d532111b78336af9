"""What do a rule's standing, its steps and its figures mean in words for staff? Pure."""

from collections.abc import Sequence

from bot import BOT_ACTOR
from bot.model import RuleDecline, RuleFigures, RuleOrigin, RuleStep, RuleView, Standing
from bot.review.rule_moves import Move, may_hide, proven, runs, tested

ORIGINS = {
    RuleOrigin.SHIPPED: "Came with the program",
    RuleOrigin.FILE: "From the district's guidelines file",
    RuleOrigin.HOUSE: "Written here",
}

KINDS = {
    "attacks": "insults aimed at somebody",
    "links": "where a link leads",
    "patterns": "turns of phrase, each with its spellings",
    "phrases": "phrases, as people say them",
    "private": "numbers and addresses that belong to a person",
    "repeats": "nearly the same comment again and again",
    "roster": "a pupil's name beside a private matter",
    "spam": "offers, money and requests for contact",
    "threats": "words of violence aimed at somebody",
    "topics": "words of one subject standing near each other",
    "words": "a list of words",
}

STEPS = {
    Standing.DRAFT: "Written",
    Standing.SHADOW: "Watches in the shadow",
    Standing.LIVE: "In use",
    Standing.WITHDRAWN: "Taken out of use",
}

MOVES = {
    Move.SHADOW: (
        "Watch in the shadow",
        "It is asked about every new comment. What it finds is counted, and nothing else happens.",
    ),
    Move.WATCH: ("Let it ask a person", "Comments it finds are put in the queue. It hides nothing."),
    Move.ASK: (
        "Ask for approval",
        "A second person looks at the words and the test, and lets it hide or sends it back.",
    ),
    Move.APPROVE: (
        "Approve: let it hide",
        "On pages where the bot may hide, it hides what this rule finds, with proof first. Every hide can be undone.",
    ),
    Move.SEND_BACK: ("Send back", "The rule stays as it is, and who asked reads your reason."),
    Move.WITHDRAW: (
        "Take out of use",
        "At once, for everybody. What it hid so far stays hidden until somebody undoes it.",
    ),
}

DONE = {
    Move.SHADOW: "Done: it watches in the shadow.",
    Move.WATCH: "Done: what it finds is put in the queue.",
    Move.ASK: "Done: a second person is asked. They find it under Rules.",
    Move.APPROVE: "Approved: the rule may hide from the next comments on.",
    Move.SEND_BACK: "Sent back, with your reason. Nothing else was changed.",
    Move.WITHDRAW: "Done: the rule is out of use.",
}


def standing(view: RuleView) -> tuple[str, str]:
    """Where the newest content of a rule stands: a class for its colour, and words."""
    if view.origin is RuleOrigin.SHIPPED and view.standing is Standing.LIVE:
        return ("live", "May hide") if may_hide(view) else ("asks", "Asks a person")
    if not view.in_force:
        return "draft", "New version, not in use"
    if view.standing is Standing.LIVE:
        return ("live", "May hide") if view.hides and may_hide(view) else ("asks", "Asks a person")
    words = {Standing.DRAFT: "Draft", Standing.SHADOW: "In the shadow", Standing.WITHDRAWN: "Out of use"}
    return view.standing.value, words[view.standing]


def older_version(view: RuleView) -> str:
    """What an older content of the rule does while the newest waits; empty when none does anything."""
    if view.in_force:
        return ""
    if view.standing is Standing.SHADOW:
        return "The version before this one still watches in the shadow."
    if view.standing is Standing.LIVE:
        does = "may hide" if view.hides else "asks a person"
        return (
            f"The version before this one is still in use: it {does}. This one takes its place with its own next step."
        )
    return ""


def step_words(standing: Standing, *, hides: bool) -> str:
    """One line of a rule's history."""
    if standing is Standing.LIVE:
        return "Approved: may hide" if hides else "In use: asks a person"
    return STEPS[standing]


def newest_step(view: RuleView) -> RuleStep | None:
    """The step that a person took last with this content; None where nobody took any but to write it."""
    step = view.steps[-1] if view.steps and view.in_force else None
    return None if step is None or step.standing is Standing.DRAFT or _is_the_bot(step.actor) else step


def _is_the_bot(actor: str) -> bool:
    return actor.startswith(BOT_ACTOR.split("@", 1)[0] + "@")


def done_words(step: RuleStep) -> str:
    """What a person did with this step, as a line begins that names them."""
    if step.standing is Standing.LIVE:
        return "Approved" if step.hides else "Let into use"
    return "Taken out of use" if step.standing is Standing.WITHDRAWN else "Put in the shadow"


def history(view: RuleView) -> Sequence[tuple[str, RuleStep | RuleDecline]]:
    """What happened to a rule, the newest first, each with its words."""
    told: list[tuple[str, RuleStep | RuleDecline]] = [
        (step_words(one.standing, hides=one.hides), one) for one in view.steps
    ]
    told += [("Sent back", one) for one in view.declines]
    return sorted(told, key=lambda one: one[1].at, reverse=True)


def sent_back(view: RuleView) -> RuleDecline | None:
    """The no that this content got last, while nobody asks anew and nothing happened since."""
    newest = view.declines[-1] if view.declines else None
    if newest is None or newest.digest != view.digest or view.request is not None:
        return None
    return None if any(step.at > newest.at for step in view.steps) else newest


def kind_words(kind: str) -> str:
    """What a rule looks for."""
    return KINDS[kind]


def next_step(view: RuleView) -> str:
    """What a person would do next, in a sentence."""
    if view.origin is RuleOrigin.SHIPPED:
        return ""
    if view.request is not None:
        return "It waits for a second person. Any other step takes the question back."
    if runs(view, Standing.LIVE):
        return "" if view.hides or not may_hide(view) else "It asks a person. To let it hide, ask for approval."
    if tested(view) is None:
        return "Test it against history. Until then it may at most watch in the shadow."
    approval = ", or ask for approval" if may_hide(view) else ""
    if may_hide(view) and proven(view) is None:
        approval = ". To ask for approval, test it on the whole archive"
    return f"It was tested. Let it watch in the shadow, let it ask a person{approval}."


def percent(value: float) -> str:
    """``0.4 %``, ``12 %``."""
    hundredths = 100 * value
    return f"{hundredths:.0f} %" if hundredths >= 10 or hundredths == 0 else f"{hundredths:.1f} %"


def cost_of(view: RuleView, told: RuleFigures | None) -> float | None:
    """Microseconds that asking a rule costs: of its figures, else of its newest test; None for a rule never tested."""
    if told is not None and told.micros is not None:
        return told.micros
    return view.tests[0].told.micros if view.tests else None


def cost_words(micros: float | None) -> str:
    """What asking the rule costs; empty where it was never tested."""
    if micros is None:
        return ""
    return "under 1 µs" if micros < 1 else f"{micros:,.0f} µs"
