"""Of what is a judge made? The rules of the guidelines, classifiers that order the queue, and experts."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from ctypes import CDLL
from pathlib import Path

from bot.classifiers.guarded import Timed
from bot.classifiers.linear import shipped
from bot.classifiers.minilm import open_minilm
from bot.classifiers.together import Together
from bot.config import Config
from bot.judge import gates
from bot.judge.guidelines import Guidelines, default_path
from bot.judge.guidelines import load as load_guidelines
from bot.judge.judge import Expert, Judge
from bot.judge.languages import Languages
from bot.judge.rules import several
from bot.judge.sheet import load_sheet
from bot.model import Statement
from bot.ports import Classifier, Embedder

_CLASSIFIER_SECONDS = 2.0
"""They take microseconds: longer means that something is wrong with the machine, and a person looks."""
Tell = Callable[[int, int], None]
"""Is told how many sentences of a sheet are ready, and of how many."""


def guidelines_of(config: Config | None) -> Guidelines:
    """The guidelines to judge by: the configured file, else the shipped one. Raises `GuidelinesError`."""
    if config is None:
        return load_guidelines(default_path())
    path = config.beside(config.guidelines.file) if config.guidelines.file else default_path()
    return load_guidelines(path, accounts={account.id for account in config.accounts})


def judge_of(config: Config | None) -> Judge:
    """The judge alone: no database, no network."""
    return judge_for(config, guidelines=None, facts=None)


def judge_for(config: Config | None, *, guidelines: Path | None, facts: Path | None, tell: Tell | None = None) -> Judge:
    """The judge by other files than the settings name; None: what they name. No database, no network."""
    rules = load_guidelines(guidelines) if guidelines else guidelines_of(config)
    return judge_by(config, rules, facts, tell)


def build_judge(
    guidelines: Guidelines,
    *,
    sheet: Sequence[Statement] | None = None,
    embedder: Embedder | None = None,
    tell: Tell | None = None,
) -> Judge:
    """The judge with everything it can ask. Raises `ConfigError` when a file of a classifier can't be read.

    Without an `embedder` the claims of the `sheet` are found by their words; `tell` hears how far it is embedded.
    """
    judge = Judge(guidelines, classifiers_of(), experts_of(guidelines, sheet=sheet, embedder=embedder, tell=tell))
    gates.forget()
    several.forget()
    _give_memory_back()
    return judge


def _give_memory_back() -> None:
    """Reading thousands of patterns leaves free memory behind; glibc keeps it for itself unless it is asked."""
    with suppress(OSError, AttributeError):  # another C library
        CDLL("libc.so.6").malloc_trim(0)


def judge_by(
    config: Config | None, guidelines: Guidelines, facts: Path | None = None, tell: Tell | None = None
) -> Judge:
    """The judge under `guidelines` with the sheet of `facts` or of the settings. Raises `InputError`.

    The model of meaning is loaded only for a sheet; `tell` hears how far the sheet is embedded.
    """
    sheet = sheet_of(config, facts)
    return build_judge(guidelines, sheet=sheet, embedder=embedder_of(config) if sheet else None, tell=tell)


def sheet_of(config: Config | None, facts: Path | None = None) -> tuple[Statement, ...] | None:
    """The statements of `facts`, else of the settings' file; None when neither is named. Raises `InputError`."""
    if facts is None and config is not None and config.facts.file:
        facts = config.beside(config.facts.file)
    return None if facts is None else load_sheet(facts)


def embedder_of(config: Config | None) -> Embedder | None:
    """The model of meaning: that of the settings, else of the packages; None without. Raises `InputError`."""
    named = config.facts.model if config else ""
    return open_minilm(config.beside(named) if config and named else None)


def classifiers_of() -> tuple[Classifier, ...]:
    """The classifiers; what takes too long counts as "could not check". Raises `ConfigError`."""
    return (Timed(Together(*shipped()), seconds=_CLASSIFIER_SECONDS, monotonic=time.monotonic),)


def experts_of(
    guidelines: Guidelines,
    *,
    sheet: Sequence[Statement] | None = None,
    embedder: Embedder | None = None,
    tell: Tell | None = None,
) -> tuple[Expert, ...]:
    """The experts, those that cost least first. What needs a sheet or a model of meaning is loaded with them."""
    experts: list[Expert] = [Languages()]
    if sheet:
        from bot.judge.facts import facts_expert

        experts.append(facts_expert(sheet, guidelines, embedder, tell))
    if embedder is not None:
        from bot.judge.relevance import relevance_expert

        experts.append(relevance_expert(embedder, guidelines))
    return tuple(experts)
