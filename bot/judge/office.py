"""How does a person bring a rule into use? Write, try, shadow, ask, approve, withdraw: each with its line in the log.

Who may do what: everybody who may log in writes, tests, and lets a tested rule run in the shadow or ask a person. To
hide, a rule needs a test of this very content, a request, and the word of somebody who neither wrote nor asked. The
database refuses the same by triggers of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.errors import DecisionRefused, GuidelinesError
from bot.judge.catalogue import Catalogue
from bot.judge.composing import compose
from bot.judge.standing import OwnRule
from bot.judge.steps import take_step
from bot.judge.trying import Workshop
from bot.model import (
    ENOUGH,
    HouseRule,
    NewHouseRule,
    NewRuleStep,
    NewRuleTest,
    Replay,
    Reviewer,
    RuleDecline,
    RuleFigures,
    RuleRequest,
    RuleSketch,
    RuleStep,
    RuleTest,
    RuleView,
    Standing,
    WordsRule,
)
from bot.ports import Clock, Progress, Store

_NO_TEST = "Test this version of the rule on the archive first; every change of its content needs a new test."
_NOT_ENOUGH = (
    f"Test this version on the whole archive, or on its newest {ENOUGH:,} comments: its last test looked at too little."
)
_MOVED = (
    "The rule, its clause or the guidelines file was changed meanwhile, so nothing was tested. Look at the rule again, "
    "save it again if need be, then test it."
)
_NO_REASON = "Say why in a few words; it is kept with the rule."
_SAME_PERSON = "Somebody else must approve it: not who wrote this version, and not who asked."
_CHANGED = "The rule was changed since you opened this page. Look at it again, then decide."
_NOT_ASKED = "Nobody asks for this now: it was answered already, or the rule took another step since. Ask again."


class Office:
    """The use-cases of rules (`bot.ports.RuleOffice`)."""

    def __init__(self, *, store: Store, workshop: Workshop, clock: Clock) -> None:
        self._store = store
        self._book = store.rulebook
        self._workshop = workshop
        self._clock = clock
        self._catalogue = Catalogue(rulebook=store.rulebook, workshop=workshop)

    # Looking -------------------------------------------------------------------------------------------------------

    def rules(self) -> Sequence[RuleView]:
        """All rules: house rules first, then the file's, then the shipped ones."""
        return self._catalogue.all()

    def rule(self, rule_id: str) -> RuleView | None:
        """One rule."""
        return self._catalogue.one(rule_id)

    def figures(self, since: datetime) -> Mapping[str, RuleFigures]:
        """What the rules did since then, by rule id."""
        return {one.rule_id: one for one in self._book.figures(since)}

    def look_at(self, content: str) -> RuleSketch:
        """What a text would be as a rule, or its faults."""
        try:
            return self._catalogue.sketch(content)
        except GuidelinesError as error:
            return RuleSketch(faults=tuple(error.message.split("\n")))

    def compose(self, words: WordsRule) -> str:
        """The TOML of a list of words."""
        return compose(words)

    def try_out(
        self,
        content: str,
        *,
        since: datetime | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> Replay:
        """Run a text as a rule over the archive. Keeps nothing."""
        self._catalogue.sketch(content)
        trial = self._workshop.of_content(content)
        return self._workshop.run(trial, since=since, seconds=seconds, progress=progress)

    # Writing and trying --------------------------------------------------------------------------------------------

    def write(self, content: str, *, by: str, note: str = "") -> HouseRule:
        """Keep an edit; a new rule begins as a draft."""
        author, sketch, now = self._person(by), self._catalogue.sketch(content), self._clock.now()
        with self._store.transaction():
            new = NewHouseRule(
                rule_id=sketch.rule_id,
                content=content,
                digest=sketch.digest,
                guideline=sketch.guideline,
                may_hide=sketch.may_hide,
                note=note,
            )
            edit = self._book.write(new, by=author.name, at=now)
            body = {"rule": edit.rule_id, "edit": edit.id, "digest": edit.digest, "guideline": edit.guideline}
            self._store.ledger.append("rule_written", author.name, body, now)
            if edit.rule_id not in self._book.newest_steps():
                self._step(edit.rule_id, edit.digest, Standing.DRAFT, author.name, why="It was written.")
        return edit

    def test(
        self,
        rule_id: str,
        *,
        by: str,
        since: datetime | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> tuple[RuleTest, Replay]:
        """Run the newest content of a rule over the archive and keep the figures."""
        tester, own = self._person(by), self._own(rule_id)
        trial = self._workshop.of_rule(rule_id)
        if trial.digest != own.digest:
            raise DecisionRefused(_MOVED)
        told = self._workshop.run(trial, since=since, seconds=seconds, progress=progress)
        now, version = self._clock.now(), trial.then.guidelines.version
        with self._store.transaction():
            is_whole = told.complete and (since is None or told.judged >= self._book.count_past())
            kept = self._book.keep_test(_figures(own, told, version, complete=is_whole), by=tester.name, at=now)
            body = {"rule": rule_id, "test": kept.id, "digest": own.digest, "guidelines": version, "complete": is_whole}
            counts = {"judged": told.judged, "hits": told.hits, "would_hide": told.would_hide}
            self._store.ledger.append("rule_test", tester.name, {**body, **counts}, now)
        return kept, told

    # Moving on -----------------------------------------------------------------------------------------------------

    def shadow(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Let it run without consequences."""
        with self._store.transaction():
            person, own = self._person(by), self._own(rule_id)
            return self._step(rule_id, own.digest, Standing.SHADOW, person.name, why=why)

    def watch(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Let it ask a person at most."""
        with self._store.transaction():
            person, own = self._person(by), self._own(rule_id)
            test = self._tested(own)
            return self._step(rule_id, own.digest, Standing.LIVE, person.name, why=why, test_id=test.id)

    def ask(self, rule_id: str, *, by: str, note: str = "") -> RuleRequest:
        """Ask a second person to let it hide."""
        self._catalogue.refuse_hiding(self._own(rule_id))
        with self._store.transaction():
            person, own, now = self._person(by), self._own(rule_id), self._clock.now()
            if not own.may_hide:
                raise DecisionRefused("This rule only asks a person; it needs nobody's approval.")
            request = self._book.ask(self._proven(own), by=person.name, note=note, at=now)
            body = {"rule": rule_id, "request": request.id, "digest": own.digest, "test": request.test_id}
            self._store.ledger.append("rule_request", person.name, body, now)
            return request

    def approve(self, rule_id: str, *, digest: str, by: str, why: str = "") -> RuleStep:
        """Let it hide, as a second person; `digest` is the content that person read."""
        self._catalogue.refuse_hiding(self._own(rule_id))
        with self._store.transaction():
            person, own = self._person(by), self._own(rule_id)
            if own.digest != digest:
                raise DecisionRefused(_CHANGED)
            request = next((one for one in self._book.requests() if one.digest == digest), None)
            if request is None or request.rule_id != rule_id:
                raise DecisionRefused(_NOT_ASKED)
            writers = {edit.written_by for edit in self._book.edits(rule_id) if edit.digest == digest}
            if person.name.casefold() in {name.casefold() for name in (*writers, request.asked_by)}:
                raise DecisionRefused(_SAME_PERSON)
            return self._step(rule_id, digest, Standing.LIVE, person.name, why=why, test_id=request.test_id, hides=True)

    def decline(self, rule_id: str, *, by: str, why: str) -> RuleDecline:
        """Answer what is asked with no; what runs, runs on. Who asked may take the question back this way, too."""
        if not why.strip():
            raise DecisionRefused(_NO_REASON)
        with self._store.transaction():
            person, now = self._person(by), self._clock.now()
            asked = [one for one in self._book.requests() if one.rule_id == rule_id]
            if not asked:
                raise DecisionRefused(_NOT_ASKED)
            declined = [self._book.decline(one, by=person.name, why=why, at=now) for one in asked]
            for one in declined:
                body = {"rule": rule_id, "request": one.request_id, "digest": one.digest}
                self._store.ledger.append("rule_declined", person.name, body, now)
            return declined[-1]

    def withdraw(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Take it out of use."""
        with self._store.transaction():
            person, own = self._person(by), self._own(rule_id)
            return self._step(rule_id, own.digest, Standing.WITHDRAWN, person.name, why=why)

    # The parts of these --------------------------------------------------------------------------------------------

    def _own(self, rule_id: str) -> OwnRule:
        own = self._catalogue.own(rule_id)
        if own is None:
            raise DecisionRefused("There is no such rule of the district's own; shipped rules need no approval.")
        return own

    def _person(self, name: str) -> Reviewer:
        person = self._store.reviewers.one(name)
        if person is None or person.disabled_at is not None:
            raise DecisionRefused("Only somebody who may log in can do this.")
        return person

    def _tested(self, own: OwnRule) -> RuleTest:
        test = next((one for one in self._book.tests(own.rule_id) if one.told.digest == own.digest), None)
        if test is None:
            raise DecisionRefused(_NO_TEST)
        return test

    def _proven(self, own: OwnRule) -> RuleTest:
        """The newest test of this content that is enough to hide after."""
        self._tested(own)
        tests = (one for one in self._book.tests(own.rule_id) if one.told.digest == own.digest)
        test = next((one for one in tests if one.told.counts), None)
        if test is None:
            raise DecisionRefused(_NOT_ENOUGH)
        return test

    def _step(
        self,
        rule_id: str,
        digest: str,
        standing: Standing,
        actor: str,
        *,
        why: str,
        test_id: int | None = None,
        hides: bool = False,
    ) -> RuleStep:
        new = NewRuleStep(
            rule_id=rule_id, digest=digest, standing=standing, actor=actor, why=why, hides=hides, test_id=test_id
        )
        version, before = self._workshop.version(), self._book.newest_steps().get(rule_id)
        now = self._clock.now()
        return take_step(self._book, self._store.ledger, new, before=before, guidelines=version, at=now)


def _figures(own: OwnRule, told: Replay, version: str, *, complete: bool) -> NewRuleTest:
    return NewRuleTest(
        rule_id=own.rule_id,
        digest=own.digest,
        guidelines_version=version,
        since=told.since,
        complete=complete,
        judged=told.judged,
        hits=told.hits,
        true_positives=told.true_positives,
        false_positives=told.false_positives,
        would_change=told.would_change,
        would_hide=told.would_hide,
        micros=told.micros,
    )
