"""Does the archive hold the words behind every verdict, whoever changes the rules and whatever dies meanwhile?"""

import multiprocessing
import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from bot.judge.composing import compose
from bot.judge.difference import outline_of
from bot.judge.guidelines import load
from bot.model import JudgedRevision, PartKind, Stage
from bot.store.index import SqliteStore
from tests.builders import FixedClock, collected, comment
from tests.judge.builders import CLAUSES, RULE, guidelines_file
from tests.judge.house import FEES, OWN_RULE, house, work_off

FORK = multiprocessing.get_context("fork")
OVERRIDE = '[[override]]\naccount = "maple"\nrule = "ads"\nrouting = "review"\n'


def text_behind(store: SqliteStore, judged: JudgedRevision) -> dict[PartKind, list[str]]:
    """The contents behind a verdict, by kind."""
    text = store.versions.text(judged.verdict.guidelines_version)
    assert text is not None
    contents: dict[PartKind, list[str]] = {}
    for part in text.parts:
        contents.setdefault(part.kind, []).append(part.content.decode())
    return contents


def test_the_file_behind_a_verdict_is_kept_and_makes_its_version(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    (judged,) = house(store, clock, tmp_path).judged("a mugshop here")
    assert text_behind(store, judged) == {PartKind.FILE: [CLAUSES + RULE]}
    assert judged.verdict.guidelines_version == load(tmp_path / "guidelines.toml").version


def test_a_rule_of_the_rulebook_and_its_standing_are_kept_too(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    district, content = house(store, clock, tmp_path, own=OWN_RULE), compose(FEES)
    district.office.write(content, by="pat")
    district.office.shadow("fees", by="pat")
    (judged,) = district.judged("Buy a clubplace now")
    assert text_behind(store, judged) == {
        PartKind.FILE: [CLAUSES + RULE + OWN_RULE],
        PartKind.RULE: [content],
        PartKind.STANDING: ["fees=shadow:hide,raffle=live:review"],
    }


def test_a_rule_that_moves_on_makes_a_version_that_shares_its_files(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    district = house(store, clock, tmp_path)
    district.judged("one")
    district.live(compose(FEES))
    district.judged("two")
    district.judged("three")
    assert len(store.versions.kept()) == 2
    assert store.connection.number("SELECT count(*) FROM guidelines_file") == 2
    told = [line.body["version"] for line in store.ledger.entries() if line.kind == "guidelines"]
    assert told == store.versions.kept()


def test_the_version_that_the_breaker_makes_in_the_midst_of_a_batch_is_kept(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    district = house(store, clock, tmp_path)
    district.live(compose(FEES))
    judged = district.judged(*(f"clubplace {number}" for number in range(6)))
    (version,) = {one.verdict.guidelines_version for one in judged}
    assert store.versions.kept() == [version]
    assert text_behind(store, judged[0])[PartKind.STANDING] == ["fees=shadow:hide"]


def test_the_version_of_a_page_with_overrides_has_the_same_text(
    store: SqliteStore, clock: FixedClock, tmp_path: Path
) -> None:
    (judged,) = house(store, clock, tmp_path, own=OVERRIDE).judged("a mugshop here")
    assert judged.verdict.guidelines_version.endswith("+maple")
    text = store.versions.text(judged.verdict.guidelines_version)
    assert text is not None
    assert list(outline_of(text).overrides) == ['ads on "maple"']


@pytest.mark.parametrize("before", ["ledger.append", "verdicts.save", "work.finish"])
def test_a_worker_killed_between_text_and_verdict_leaves_neither_and_the_next_one_both(
    clock: FixedClock, tmp_path: Path, before: str
) -> None:
    path, index = guidelines_file(tmp_path, CLAUSES + RULE), tmp_path / "archive.db"
    with closing(SqliteStore.open(index)) as store:
        revision = collected(store, comment("a mugshop here"))
        store.work.enqueue(Stage.JUDGE, revision, run_after=clock.now())

    def be_killed() -> None:
        dying = SqliteStore.open(index)
        part, _, step = before.partition(".")
        setattr(getattr(dying, part), step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        work_off(dying, clock, path)

    worker = FORK.Process(target=be_killed)
    worker.start()
    worker.join(30)
    assert worker.exitcode == -signal.SIGKILL
    with closing(SqliteStore.open(index)) as store:
        assert (store.versions.kept(), store.verdicts.latest(revision)) == ([], None)
        clock.tick(3600)
        work_off(store, clock, path)
        judged = store.verdicts.latest(revision)
        assert judged is not None
        assert store.versions.kept() == [judged.verdict.guidelines_version]
