"""How is a rule tried on the archive? Puts it beside the rules in force, and runs both over the past."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.errors import GuidelinesError, InputError
from bot.judge.compiling import KINDS
from bot.judge.guidelines import Addition, Guidelines
from bot.judge.history import History, Sighted
from bot.judge.judge import Judge
from bot.judge.loading import Load, load_with
from bot.judge.near import EXCEPTIONS, NearMisses, plain_words
from bot.judge.replay import Timer, Trial, replay
from bot.judge.rules.base import Matcher, Rule
from bot.judge.rules.fields import Faults, Fields
from bot.judge.standing import additions, digest_of, in_force, own_rules
from bot.model import Replay, RuleStatus, RuleStep, Standing
from bot.ports import Progress, Rulebook

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Workshop:
    """Makes trials and runs them. Reads only. `load` reads the file the service judges by, `timer` counts seconds.

    Without `sighted` nobody counts how often a comment was repeated.
    """

    def __init__(
        self,
        *,
        judge: Judge,
        load: Load,
        shipped: frozenset[str],
        rulebook: Rulebook,
        timer: Timer,
        sighted: Sighted | None = None,
    ) -> None:
        self._judge = judge
        self.load = load
        self.shipped = shipped
        self._rulebook = rulebook
        self._timer = timer
        self._sighted = sighted

    def running(self) -> Sequence[Addition]:
        """The house rules that run now."""
        return additions(self._rulebook.edits(), self._rulebook.newest_steps())

    def house(self) -> frozenset[str]:
        """The ids of all rules that staff wrote."""
        return frozenset(edit.rule_id for edit in self._rulebook.edits())

    def today(self) -> Guidelines:
        """The rules in force today."""
        loaded = load_with(self.load, self.running()).guidelines
        own = own_rules(loaded, self.shipped, self.house())
        return in_force(loaded, own, self._rulebook.newest_steps())

    def on_top(self, others: Sequence[Addition], new: Addition) -> Guidelines:
        """The guidelines with `others` and `new`; one of the others that can't be read is left out.

        Raises `GuidelinesError` with the faults of `new`.
        """
        try:
            return self.load([*others, new])
        except GuidelinesError:
            left_out = load_with(self.load, others).left_out
            return self.load([*(one for one in others if one.name not in left_out), new])

    def version(self) -> str:
        """The version of the guidelines file, without house rules."""
        return self.load(()).version

    def of_content(self, content: str, name: str = "the rule") -> Trial:
        """A text of one or more rules on top of the rules in force; a rule of the same id gives way to it.

        Raises `GuidelinesError` with the faults of the text.
        """
        ids = rule_ids(content, name)
        others = [one for one in self.running() if one.name not in ids]
        loaded = self.on_top(others, Addition(name=name, content=content))
        return self._trial(loaded, ids, house=self.house() | set(ids))

    def of_rule(self, rule_id: str) -> Trial:
        """The newest content of a house rule, or a rule of the guidelines file. Raises `InputError` when unknown."""
        edits = self._rulebook.edits(rule_id)
        if edits:
            return self.of_content(edits[-1].content, rule_id)
        loaded = load_with(self.load, self.running()).guidelines
        if loaded.rule(rule_id) is None:
            raise InputError(f'there is no rule "{rule_id[:80]}": write the id of a rule, or the path of a file')
        return self._trial(loaded.with_statuses({rule_id: RuleStatus.LIVE}), (rule_id,), house=self.house())

    def of_file(self, guidelines: Guidelines) -> Trial:
        """A whole guidelines file, as it is written, against the rules in force."""
        today = self.today()
        rules = tuple(rule for rule in guidelines.rules.rules if rule.status is not RuleStatus.DRAFT)
        return Trial(
            today=self._judge.under(today),
            then=self._judge.under(guidelines),
            rules=rules,
            old=_awake(today.rules.rules),
        )

    def run(
        self,
        trial: Trial,
        *,
        since: datetime | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> Replay:
        """Run a trial over the archive, the newest comments first, for at most `seconds`."""
        total = self._rulebook.count_past(since)
        past = History(self._rulebook, self._sighted, since)
        return replay(trial, past, total=total, timer=self._timer, seconds=seconds, progress=progress)

    def _trial(self, loaded: Guidelines, ids: Sequence[str], *, house: frozenset[str]) -> Trial:
        rules = tuple(rule for rule in loaded.rules.rules if rule.id in ids)
        live = {rule.id: _as_if_live(loaded, rule) for rule in rules}
        own = own_rules(loaded, self.shipped, house)
        steps = {**self._rulebook.newest_steps(), **live}
        today = self.today()
        return Trial(
            today=self._judge.under(today),
            then=self._judge.under(in_force(loaded, own, steps)),
            rules=rules,
            old=_awake([rule for rule in today.rules.rules if rule.id in ids]),
            digest=digest_of(loaded.tables[rules[0].id], rules[0].routing) if len(rules) == 1 else "",
            near=_near(loaded, rules[0]) if len(rules) == 1 else None,
        )


def rule_ids(content: str, name: str) -> tuple[str, ...]:
    """The ids of the rules in a text. Raises `GuidelinesError` when there is none, or more than rules."""
    try:
        table = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        raise GuidelinesError(f"{name}: not TOML: {error}: a missing quotation mark or bracket?") from error
    rules = table.get("rule")
    if set(table) != {"rule"} or not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise GuidelinesError(f"{name}: must hold rules and nothing else: write [[rule]] and its keys")
    return tuple(str(one.get("id", "")) for one in rules)


def holds_only_rules(content: str) -> bool:
    """Whether a file holds rules and nothing else, and so is no guidelines file; False for what is no TOML."""
    try:
        return set(tomllib.loads(content)) == {"rule"}
    except (ValueError, RecursionError):
        return False


def _as_if_live(loaded: Guidelines, rule: Rule) -> RuleStep:
    """The step that would let this content do all it asks for."""
    return RuleStep(
        id=0,
        rule_id=rule.id,
        digest=digest_of(loaded.tables[rule.id], rule.routing),
        standing=Standing.LIVE,
        actor="",
        at=_NEVER,
        why="",
        hides=True,
    )


def _awake(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.status is RuleStatus.LIVE)


def _near(loaded: Guidelines, rule: Rule) -> NearMisses:
    table = loaded.tables[rule.id]
    return NearMisses(plain_words(table), _without_exceptions(rule, table))


def _without_exceptions(rule: Rule, table: Mapping[str, object]) -> Matcher | None:
    """The rule's matcher made anew without the keys that let something through; None where it has none of them."""
    bare = {key: value for key, value in table.items() if key not in EXCEPTIONS}
    if len(bare) == len(table):
        return None
    faults = Faults(name=rule.id, lines=[])
    made = KINDS[rule.kind](Fields(subject=rule.id, table=bare, faults=faults, line=1, until=1))
    return made if not faults.found else None
