"""What can a reviewer do with the rules? The use-cases of the rules' pages, without any web.

The office behind the port keeps the rights and the log; here stand what forms need: one form is done once, a form of an
older page is refused, and every fault has words.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import DecisionRefused, GuidelinesError
from bot.model import Notice, NoticeKind, Reviewer, RuleFigures, RuleView, WordsRule
from bot.ports import Clock, RuleOffice, Store
from bot.review.rule_bench import Bench
from bot.review.rule_forms import RuleFaults, TypedWords, dead_words, faults_by_field, filled_in, id_from
from bot.review.rule_moves import Move, mark, moves
from bot.review.rules import clean_key, clean_note, refuse

REMEMBERED = 1000
"""Forms that are known to have been used; a double click comes within seconds."""
_CHANGED = "The rule was changed since you opened this page, so nothing was done. Look at it again, then decide."
_USED = "This form was used before, for something else, so nothing was done this time. Look below, and try again."
_NO_RULE = "There is no such rule."
_ONLY_A_PERSON = "Under this guideline a person always decides. Choose “A person decides”."


class RuleDesk:
    """Looks after the district's rules for people; each use-case is one transaction of the office."""

    def __init__(self, *, office: RuleOffice, store: Store, clock: Clock) -> None:
        self._office = office
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._used: dict[str, tuple[tuple[str, ...], str]] = {}
        self.bench = Bench(office=office, clock=clock)

    # Looking -------------------------------------------------------------------------------------------------------

    def rules(self) -> Sequence[RuleView]:
        """All rules: the district's own first."""
        return self._office.rules()

    def rule(self, rule_id: str) -> RuleView | None:
        """One rule with its history."""
        return self._office.rule(rule_id)

    def figures(self, days: int) -> Mapping[str, RuleFigures]:
        """What the rules did in the last `days` days, by rule id; only those that found something."""
        return self._office.figures(self._clock.now() - timedelta(days=days))

    def waiting(self) -> int:
        """How many rules wait for a second person: asked for, and not changed since."""
        book = self._store.rulebook
        newest = {edit.rule_id: edit.digest for edit in book.edits()}
        return sum(newest.get(one.rule_id, one.digest) == one.digest for one in book.requests())

    def notices(self) -> Sequence[Notice]:
        """What the program took out of use by itself, and nobody has seen to."""
        return [notice for notice in self._store.notices.waiting() if notice.kind is NoticeKind.RULE]

    # Writing -------------------------------------------------------------------------------------------------------

    def add(self, reviewer: Reviewer, typed: TypedWords, key: str) -> str:
        """Keep a new list of words as a draft; answers its id. Raises `RuleFaults` and `DecisionRefused`."""

        def write() -> str:
            rule_id = id_from(typed.name, (view.rule_id for view in self._office.rules()))
            self._office.write(self._content(filled_in(typed, rule_id)), by=reviewer.name)
            return rule_id

        if not typed.name.strip():
            nameless = "Give the list a short name, such as “Ticket sellers”."
            raise RuleFaults({**_other_faults(typed), "name": [nameless]})
        return self._once(key, (reviewer.name, "add", repr(typed)), write)

    def edit(self, reviewer: Reviewer, rule_id: str, typed: TypedWords, key: str, *, seen: str) -> str:
        """Keep a new version of a list; what is in force stays. Raises `RuleFaults` and `DecisionRefused`."""

        def write() -> str:
            view = self._fresh(rule_id, seen)
            content = self._content(filled_in(typed, rule_id))
            if content == view.content:
                raise DecisionRefused("Nothing was changed, so no new version was kept.")
            self._office.write(content, by=reviewer.name)
            return rule_id

        return self._once(key, (reviewer.name, "edit", rule_id, repr(typed)), write)

    def _content(self, words: WordsRule) -> str:
        """The TOML of a list that can be read as a rule, whose every word is found, and that does what was chosen."""
        content = self._office.compose(words)
        alone = replace(words, examples=tuple(dict.fromkeys((*words.examples, *words.words))))
        sketch = self._office.look_at(self._office.compose(alone))
        if sketch.faults:
            raise dead_words(sketch.faults, words) or faults_by_field("\n".join(sketch.faults), content)
        if not words.only_review and not sketch.may_hide:
            raise RuleFaults({"severity": [_ONLY_A_PERSON]})
        return content

    # Moving on -----------------------------------------------------------------------------------------------------

    def move(
        self, reviewer: Reviewer, rule_id: str, move: Move, *, why: str, key: str, seen: str, digest: str = ""
    ) -> None:
        """Press one of a rule's buttons. `digest` is the content an approver read. Raises `DecisionRefused`."""
        why = clean_note(why)
        if move.needs_reason and not why:
            raise DecisionRefused("Say why in a few words; it is kept with the rule.")

        def step() -> str:
            view = self._fresh(rule_id, seen if move.needs_fresh_page else None)
            possible = moves(view, reviewer.name)
            if move not in possible:
                raise DecisionRefused("This can't be done with the rule as it stands now. Look at its history.")
            refuse(possible[move])
            self._step(rule_id, move, by=reviewer.name, why=why, digest=digest)
            return rule_id

        self._once(key, (reviewer.name, move.value, rule_id, why, digest), step)

    def _step(self, rule_id: str, move: Move, *, by: str, why: str, digest: str) -> None:
        office = self._office
        try:
            if move is Move.APPROVE:
                office.approve(rule_id, digest=digest, by=by, why=why)
            elif move is Move.ASK:
                office.ask(rule_id, by=by, note=why)
            else:
                plain = {Move.SHADOW: office.shadow, Move.WATCH: office.watch, Move.SEND_BACK: office.decline}
                plain.get(move, office.withdraw)(rule_id, by=by, why=why)
        except GuidelinesError as error:
            raise DecisionRefused(f"The rule can't be read any more: {error.message}") from error

    # Testing -------------------------------------------------------------------------------------------------------

    def test(self, reviewer: Reviewer, rule_id: str, since: datetime | None) -> None:
        """Begin a test of the newest content in the background. Raises `DecisionRefused` while another one runs."""
        if since is not None and since > self._clock.now():
            raise DecisionRefused("That day is still to come. Choose an earlier one.")
        self._fresh(rule_id, None)
        self.bench.begin(rule_id, by=reviewer.name, since=since)

    # The parts of these --------------------------------------------------------------------------------------------

    def _fresh(self, rule_id: str, seen: str | None) -> RuleView:
        """The rule as the person saw it (None: however it is now)."""
        view = self._office.rule(rule_id)
        if view is None:
            raise DecisionRefused(_NO_RULE)
        if seen is not None and seen != mark(view):
            raise DecisionRefused(_CHANGED)
        return view

    def _once(self, key: str, said: tuple[str, ...], do: Callable[[], str]) -> str:
        """Do what a form says once, however often it is sent; answers what it answered the first time."""
        key = clean_key(key)
        with self._lock:
            if key in self._used:
                before, answer = self._used[key]
                if before != said:
                    raise DecisionRefused(_USED)
                return answer
            answer = do()
            self._used[key] = (said, answer)
            while len(self._used) > REMEMBERED:
                del self._used[next(iter(self._used))]
            return answer


def _other_faults(typed: TypedWords) -> Mapping[str, Sequence[str]]:
    """What else is missing, so that a person mends everything at once."""
    try:
        filled_in(typed, "words")
    except RuleFaults as faults:
        return faults.by_field
    return {}


def hide_is_possible(views: Sequence[RuleView], routings: Mapping[str, str]) -> frozenset[str]:
    """The clauses under which a list of words may hide at most, as far as the clauses and the rules there tell."""
    by_clause = {clause for clause, routing in routings.items() if routing != "review"}
    by_rule = {view.guideline for view in views if view.kind == "words" and view.routing not in ("review", "note")}
    return frozenset(by_clause | {clause for clause in by_rule if clause})
