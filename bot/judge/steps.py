"""What is written down when a rule takes a step? The step and its line in the log, in one transaction."""

from datetime import datetime

from bot.model import NewRuleStep, RuleStep
from bot.ports import Ledger, Rulebook


def take_step(
    rulebook: Rulebook, ledger: Ledger, new: NewRuleStep, *, before: RuleStep | None, guidelines: str, at: datetime
) -> RuleStep:
    """Keep a step and tell the log who moved which content from where to where, under which guidelines version.

    To be called inside a transaction. Raises what the store raises.
    """
    step = rulebook.take_step(new, at)
    body = {
        "rule": step.rule_id,
        "digest": step.digest,
        "from": None if before is None else before.standing.value,
        "from_digest": None if before is None else before.digest,
        "to": step.standing.value,
        "hides": step.hides,
        "guidelines": guidelines,
        "test": step.test_id,
    }
    ledger.append("rule_step", step.actor, body, at)
    return step
