"""Writes docs/rules.md: every clause and every rule, with its examples as the reviewer sees them.

Run `.venv/bin/python tools/rules_doc.py` after a change of the shipped guidelines; with --check it only says whether
the page is current (exit status 1 when it is not). Part of what it writes is by hand: RULES below.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.judge.exhibits import Exhibit, exhibits, marked
from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.rules.base import Rule
from bot.model import Guideline, Outcome, Routing

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
SHOWN = 3
MARKS = ("\ue000", "\ue001")
"""Stand for the bold print until everything else is escaped."""
MAY = {
    Routing.HIDE: "may be hidden by the service, in mode `enforce`",
    Routing.HOLD: "hidden at once to protect somebody; a person confirms within hours",
    Routing.HIDE_AND_ALERT: "hidden, and a person is told at once",
    Routing.REVIEW: "a person decides",
}
OUTCOMES = {Outcome.KEEP: "stays", Outcome.REVIEW: "goes to a person", Outcome.HIDE: "hidden"}
KINDS = {
    "attacks": "phrases that aim at somebody",
    "links": "where a link leads",
    "patterns": "a pattern",
    "phrases": "phrases",
    "private": "a pupil who can be recognised, near a private matter",
    "spam": "signs of selling, added up",
    "threats": "phrases made of lists of words",
    "topics": "a foreign subject under a school post",
    "words": "a closed list of words",
}
HEAD = """\
# The rules

This page is made by `tools/rules_doc.py` from the guidelines that the program ships
(`bot/judge/guidelines/pattonville.toml`); don't edit it. It shows every clause of the policy and every rule that serves
it: what the rule looks for, the sentence that the reviewer reads, what it lets the machine do, and examples with the
words that are marked in **bold** on the review page. All examples are invented; some are ugly, because the rules are
about ugly words.

- `page-monitor guidelines check` tries all of this on a file of your own and tells every fault with its remedy;
- `page-monitor guidelines show slurs` shows one rule with all its examples;
- `page-monitor guidelines diff OLD NEW` tells what changed, and marks what is about hiding; each of the two is a file,
  a version that a verdict names (the first six characters of its hash will do), or `now`;
- `page-monitor guidelines versions` lists the versions under which comments were judged, and writes the words of one
  into a folder, from which anybody can make its hash again (`--write`);
- `page-monitor guidelines neutrality` runs every rule over mirrored pairs (the same words aimed at either side), and
  with `--history` over the comments of the archive and their mirror images.

## What holds for every rule

- **Criticism is never hidden.** The guard runs last and can only soften: a hide must rest on one of the rules below,
  under one of seven clauses (spam, confidential, student matter, threat; profane, hateful and obscene only on a listed
  word that stands in the comment). No score of a model hides anything. Some three hundred critical, sarcastic and angry
  comments that break no guideline come with the program (`bot/judge/pairs/criticism.jsonl`): a file with a rule that
  would hide one of them is refused, and so is such a rule on the review page.
- **A clause of your own asks a person** unless the file says which of the seven it is another name for:

      [[clause]]
      id = "4.2"
      title = "Profanity"
      words = "Profane language is removed."
      routing = "hide"
      like = "language.profane"

- **No rule takes sides.** A keyword that names a person, a group, a campaign, a ballot issue or the district itself
  can't hide: the file is refused with the reason. (A listed word that is a name as well stands under `names`.)
  A rule that would hide one comment of a mirrored pair and not the other can't hide either.
- **Softer on one page, never harder.** An override makes a rule milder for one account:

      [[override]]
      account = "highschool"          # the id of the page in the settings, or a list of ids
      rule = "elsewhere"
      status = "shadow"               # or routing = "review", or allow = ["a word"] for a list of words

  The version that is kept with each verdict then ends in `+highschool`.
- **Every rule proves itself.** Examples and counter-examples are tried each time the file is read (those of the shipped
  rules by `guidelines check`); a rule that may hide needs both.
- **Two people let a rule hide.** What a district writes itself, in a file or on the review page, asks a person at most
  until it was tried on the archive and a second person approved it; a file that stands alone is no exception, only
  rules that are word for word as shipped.
"""
TAIL = """
## What is no rule

These findings come beside the rules. None of them can hide anything.

### facts

A comment that seems to make a claim which the district has answered (a statement with a source, an owner and a date of
expiry). The finding names the statement and serves the clause *not factual*; a person decides whether the approved
reply is posted. Questions and denials of the claim are told from assertions as far as that can be measured; an expired
statement is never asked. By meaning where the extra `semantic` is installed (`pip install ".[semantic]"`; `make` does
it), else by words.

- "Great. **So Fernwood closes after this year, they signed it.**" *Seems to state the false claim
  "Fernwood Elementary is closing.": a person answers it with the approved reply.* Statement `fs-1`.

### relevance

How far a comment lies from its post: a hint under *off topic*, shown with the post in view. Never more than that
(Tabak, Krasno).

- Under "The spring concert starts at 7 pm in the auditorium.": "**The mayor should fix the potholes on Elm Street.**"
  *Has little in common with its post.*

### language

A comment in a language that no rule reads (the rules read English and Spanish) is shown to a person with that fact.

- "**Ich bringe dich um**" *This comment seems to be in German, which no rule here reads: a person decides.*

### Classifiers

Three small models, for insults, for spam and for what breaks the guidelines under a school's posts, give each comment
a score and the words that carried it. The score orders the queue and changes no verdict. A classifier that fails or
takes too long is a finding, too: it says that the comment could not be checked, and a person does.
"""


def page(guidelines: Guidelines) -> str:
    """The whole page."""
    parts = [HEAD]
    for clause in guidelines.clauses:
        parts.append(_clause(guidelines, clause))
        parts += [_rule(guidelines, rule) for rule in guidelines.rules.rules if rule.guideline == clause.id]
    alerts = [rule for rule in guidelines.rules.rules if rule.guideline is None]
    if alerts:
        parts.append("\n## Alerts that break no clause\n\nNothing is hidden; a person is told at once.\n")
        parts += [_rule(guidelines, rule) for rule in alerts]
    return "".join([*parts, TAIL])


def _clause(guidelines: Guidelines, clause: Guideline) -> str:
    routings = {rule.routing for rule in guidelines.rules.rules if rule.guideline == clause.id}
    most = next((words for routing, words in MAY.items() if routing in routings), MAY[Routing.REVIEW])
    return f"\n## {clause.title}\n\n`{clause.id}`. The most that may happen: {most}.\n\n> {_plain(clause.words)}\n"


def _rule(guidelines: Guidelines, rule: Rule) -> str:
    alert = ", and a person is told at once" if rule.alert and rule.routing is not Routing.HIDE_AND_ALERT else ""
    lines = [
        f"\n### {rule.id}\n",
        f"Looks for: {KINDS.get(rule.kind, rule.kind)}. What happens: {MAY[rule.routing]}{alert}.",
        f"The reviewer reads: {_plain(rule.why)}\n",
        *_examples(rule, exhibits(guidelines, rule)[:SHOWN]),
        *_examples(rule, exhibits(guidelines, rule, "counter_examples")[:SHOWN], is_counter=True),
    ]
    return "\n".join(lines) + "\n"


def _examples(rule: Rule, shown: tuple[Exhibit, ...], *, is_counter: bool = False) -> Iterator[str]:
    for one in shown:
        text = _plain(marked(one.text, one.findings, *MARKS))
        for mark in MARKS:
            text = text.replace(mark, "**")
        others = sorted({f.rule for f in one.verdict.findings} - {f.rule for f in one.findings})
        also = f", by {', '.join(others)}" if others and is_counter else ""
        left = "left alone; " if is_counter else ""
        yield f"- “{text}”: {left}{OUTCOMES[one.verdict.outcome]}{also}.{_own_reason(rule, one)}"


def _own_reason(rule: Rule, one: Exhibit) -> str:
    """The reviewer's sentence where it is another than the rule's."""
    why = one.findings[0].why if one.findings else rule.why
    return "" if why == rule.why else f" {_plain(why)}"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is; what a terminal or page would not show becomes its code."""
    shown = "".join(
        char if char.isprintable() or char in MARKS else "␤" if char == "\n" else f"⟨{ord(char):04X}⟩" for char in text
    )
    return re.sub(r"([\\`*_\[\]<>#|~&@$])", r"\\\1", shown)


def main() -> int:
    """Write the page, or check it."""
    wanted = page(load(default_path()))
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text("utf-8") == wanted else 1
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
