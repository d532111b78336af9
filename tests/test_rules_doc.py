"""Does docs/rules.md show the rules as they are?"""

import runpy
from pathlib import Path

import pytest

from bot.judge.guidelines import Guidelines, default_path, load

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def guidelines() -> Guidelines:
    return load(default_path())


@pytest.fixture(scope="module")
def page(guidelines: Guidelines) -> str:
    made = runpy.run_path(str(ROOT / "tools/rules_doc.py"))["page"](guidelines)
    assert isinstance(made, str)
    return made


def test_the_page_is_current(page: str) -> None:
    written = (ROOT / "docs/rules.md").read_text("utf-8")
    assert written == page, "run: .venv/bin/python tools/rules_doc.py"


def test_every_clause_and_every_rule_has_its_place(page: str, guidelines: Guidelines) -> None:
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert all(f"## {clause.title}" in headings for clause in guidelines.clauses)
    assert all(f"### {rule.id}" in headings for rule in guidelines.rules.rules)


def test_every_rule_is_shown_with_a_marked_example(page: str, guidelines: Guidelines) -> None:
    for rule in guidelines.rules.rules:
        section = page.split(f"\n### {rule.id}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        assert "**" in section, rule.id
        assert "The reviewer reads: " in section
        assert "left alone; " in section or not guidelines.tables[rule.id].get("counter_examples")


def test_nothing_in_an_example_is_taken_for_markup(page: str) -> None:
    examples = [line for line in page.splitlines() if line.startswith("- “")]
    assert len(examples) > 100
    for line in examples:
        plain = line.replace("**", "").replace("\\\\", "")
        assert all(f"\\{sign}" in plain for sign in "<>|`" if sign in plain)
        assert line.isprintable()
