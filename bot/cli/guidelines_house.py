"""How does a rule that staff wrote on the review page look at the terminal? Read from the archive; changes nothing."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from bot.bootstrap import office_of, workshop_of
from bot.cli.guidelines_named import archive
from bot.cli.guidelines_words import MAY, exhibit_data, exhibit_lines
from bot.config import SystemClock, load_config
from bot.errors import ConfigError, GuidelinesError, StoreError
from bot.judge.guidelines import Guidelines
from bot.judge.replay import Trial
from bot.model import HouseRule, Routing, RuleDecline, RuleStep, RuleView, Standing
from bot.review.rule_words import history, older_version, standing

_NOTHING = {
    Standing.DRAFT: "nothing: it is a draft",
    Standing.SHADOW: "nothing: what it finds is only counted",
    Standing.WITHDRAWN: "nothing: it was taken out of use",
}
_NO_CLAUSE = "none: it breaks no guideline, a person is told"
_NO_LISTS = ("examples", "counter_examples", "signal")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house rule by its newest text. `trial` is it as if it did all it asks for; None where the text can't be read
    any more, for the reason in `fault`."""

    view: RuleView
    base: Guidelines
    trial: Trial | None
    fault: str
    zone: tzinfo

    @property
    def table(self) -> Mapping[str, object]:
        """Its keys."""
        table: Mapping[str, object] = tomllib.loads(self.view.content)["rule"][0]
        return table

    @property
    def approved(self) -> RuleStep | None:
        """The step by which this very text may hide; None while nobody let it."""
        step = self.view.steps[-1] if self.view.steps and self.view.in_force else None
        return step if step and step.hides and step.standing is Standing.LIVE else None

    @property
    def does_all(self) -> bool:
        """Whether this very text is in use and does what it asks for."""
        in_use = self.view.in_force and self.view.standing is Standing.LIVE
        return in_use and (self.view.routing == Routing.REVIEW or self.approved is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What came of looking for a house rule: the rule, or the ids of all `others` and why nobody could look."""

    found: House | None = None
    others: frozenset[str] = frozenset()
    fault: str = ""


def search(settings: Path, rule_id: str, base: Guidelines) -> Search:
    """Look for a rule in the rulebook of the archive that the settings name; `base` are the guidelines of the file."""
    if not settings.is_file():
        missing = f"{settings.name} is not there: name the settings by --config"
        return Search(fault=f"those that staff wrote are shown from the archive, and {missing}")
    try:
        config = load_config(settings)
        with archive(config) as store:
            workshop = workshop_of(config, store, base)
            if rule_id not in workshop.house():
                return Search(others=workshop.house())
            view = office_of(config, store, SystemClock(), guidelines=base).rule(rule_id)
            try:
                trial, fault = workshop.of_rule(rule_id), ""
            except GuidelinesError as error:
                trial, fault = None, error.message
    except (ConfigError, StoreError) as error:
        return Search(fault=f"those that staff wrote can't be looked up: {error.message}")
    if view is None:
        return Search()
    return Search(found=House(view=view, base=base, trial=trial, fault=fault, zone=config.district.zone))


def lines(house: House) -> Iterator[str]:
    """The rule for people; none of it is made harmless yet."""
    view, clause = house.view, house.base.by_id.get(house.view.guideline or "")
    yield f"Rule       {view.rule_id} ({view.kind}, written on the review page)"
    yield f"Standing   {' '.join(filter(None, (f'{standing(view)[1]}.', older_version(view))))}"
    yield f"Clause     {f'{clause.id}: {clause.words}' if clause else view.guideline or _NO_CLAUSE}"
    yield f"Why        {view.why}"
    yield f"Does       {_does(house)}"
    yield f"Written    {_by(house, view.edits[-1])}"
    if view.request is not None:
        asked = f"{_at(house, view.request.asked_at)}{_because(view.request.note)}"
        yield f"Asked      by {view.request.asked_by}, {asked}; a second person answers on the review page"
    if view.routing != Routing.REVIEW:
        yield f"Approved   {_by(house, house.approved) if house.approved else 'by nobody: this text hides nothing yet'}"
    yield from _keys(house.table)
    if house.trial is None:
        yield f"Fault      it is left out, because it can't be read any more: {house.fault}"
    else:
        if not house.does_all:
            yield "Its examples, judged as if it did all it asks for"
        yield from exhibit_lines(house.trial.then.guidelines, house.trial.rules[0])
    yield "What happened, the newest first"
    for words, one in _happened(view):
        yield f"  {words} {_by(house, one)}"


def _happened(view: RuleView) -> Sequence[tuple[str, HouseRule | RuleStep | RuleDecline]]:
    """Every text, and every step but that of a first draft, which says no more than its text."""
    told: list[tuple[str, HouseRule | RuleStep | RuleDecline]] = [("Text written", edit) for edit in view.edits]
    told += [one for one in history(view) if not (isinstance(one[1], RuleStep) and one[1].standing is Standing.DRAFT)]
    return sorted(told, key=lambda one: one[1].written_at if isinstance(one[1], HouseRule) else one[1].at, reverse=True)


def _does(house: House) -> str:
    """What the newest text does now, and what it asks for where that is more."""
    view = house.view
    alert = ", and a person is told at once" if house.table.get("alert") is True else ""
    most, asks = (f"{MAY[one]}{alert}" for one in (Routing(view.routing), Routing.REVIEW))
    if not view.in_force:
        now = "nothing: this text is not in use"
    else:
        now = _NOTHING.get(view.standing) or (most if view.hides else asks)
    return now if now == most else f"{now} (in use as written: {most})"


def _keys(table: Mapping[str, object]) -> Iterator[str]:
    """The lists of the rule, whatever its kind calls them."""
    yield "Looks for"
    for key, value in table.items():
        if isinstance(value, list) and key not in _NO_LISTS:
            yield f"  {key}: {', '.join(map(str, value))}"
    signals = table.get("signal")
    for one in signals if isinstance(signals, list) else ():
        yield f"  {one.get('name')} ({one.get('weight')}): {', '.join(map(str, one.get('patterns', [])))}"


def _by(house: House, one: HouseRule | RuleStep | RuleDecline) -> str:
    if isinstance(one, HouseRule):
        return f"by {one.written_by}, {_at(house, one.written_at)}{_because(one.note)}"
    return f"by {one.actor}, {_at(house, one.at)}{_because(one.why)}"


def _at(house: House, time: datetime) -> str:
    return f"{time.astimezone(house.zone):%Y-%m-%d %H:%M}"


def _because(why: str) -> str:
    return f" ({why.strip()})" if why.strip() else ""


def plain(house: House) -> dict[str, object]:
    """The same for programs."""
    view, clause = house.view, house.base.by_id.get(house.view.guideline or "")
    asked = view.request
    return {
        "rule": view.rule_id,
        "origin": view.origin,
        "kind": view.kind,
        "status": view.standing.status,
        "standing": view.standing,
        "in_force": view.in_force,
        "hides": house.approved is not None,
        "routing": view.routing,
        "alert": house.table.get("alert") is True,
        "guideline": view.guideline,
        "words": clause.words if clause else None,
        "why": view.why,
        "content": view.content,
        "fault": house.fault or None,
        **(exhibit_data(house.trial.then.guidelines, house.trial.rules[0]) if house.trial else {}),
        "edits": [_told(one.written_by, one.written_at, note=one.note) for one in view.edits],
        "asked": _told(asked.asked_by, asked.asked_at, note=asked.note) if asked else None,
        "steps": [_told(one.actor, one.at, standing=one.standing, hides=one.hides, why=one.why) for one in view.steps],
        "declines": [_told(one.actor, one.at, why=one.why) for one in view.declines],
    }


def _told(by: str, at: datetime, **others: object) -> dict[str, object]:
    return {"by": by, "at": at.isoformat(), **others}
