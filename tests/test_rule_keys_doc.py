"""Does docs/rule-keys.md hold every key that the program reads, and none that it doesn't?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.errors import GuidelinesError
from bot.judge.compiling import KINDS
from bot.judge.guidelines import default_path, load
from bot.judge.rules.fields import Faults, Fields

PAGE = Path(__file__).resolve().parents[1] / "docs/rule-keys.md"
MISSPELT = "words, misspelt"
CLAUSE = '[[clause]]\nid = "c"\ntitle = "C"\nwords = "No."\nrouting = "review"\nzz = 1\n'
SPAM = '[[clause]]\nid = "spam"\ntitle = "S"\nwords = "No."\nrouting = "hide"\n'
TOP = 'district = "Example"\nintro = "Be kind."\n'
_ENTRY = re.compile(r"^- (`\w+` \([^)]+\)(?:, `\w+` \([^)]+\))*|`\w+`(?:, `\w+`)* \([^)]+\)): ", re.M)
_KEYS = re.compile(r"((?:`\w+`, )*`\w+`) \(([^)]+?), ([^),]+)\)")


class Told(NamedTuple):
    """What the page says of a key: what it holds, and what it is when it is left out."""

    kind: str
    default: str


def sections(text: str) -> Mapping[str, str]:
    """The text of every section by its heading, of both levels."""
    found = re.split(r"^###? (.+)\n", text, flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


PARTS = sections(PAGE.read_text("utf-8"))


def told(section: str) -> Mapping[str, Told]:
    """The keys of a section."""
    found: dict[str, Told] = {}
    for entry in _ENTRY.findall(section):
        for names, kind, default in _KEYS.findall(entry):
            for name in re.findall(r"\w+", names):
                assert name not in found
                found[name] = Told(kind, default.strip("`"))
    return found


def known(content: str, folder: Path) -> list[set[str]]:
    """The keys that the loader says it knows, for every table of `content` with a key that it does not."""
    file = folder / "wrong.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(GuidelinesError) as error:
        load(file)
    return [set(keys.split(", ")) for keys in re.findall(r'unknown key "zz": .*?known keys are (.+)', str(error.value))]


def rule(kind: str, more: str = "", guideline: str = "c") -> str:
    return f'[[rule]]\nid = "r"\nguideline = "{guideline}"\nkind = "{kind}"\nwhy = "W."\nzz = 1\n{more}\n'


COMMON = told(PARTS["Every rule"])


@dataclass(slots=True, kw_only=True)
class Listening(Fields):
    """A table of which is kept what was asked: key, what it must hold, and its default."""

    heard: dict[str, Told] = field(default_factory=dict)

    def text(self, key: str, default: str | None = None) -> str:
        self.heard[key] = Told("a text", "needed" if default is None else default or "nothing")
        return Fields.text(self, key, default)

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        self.heard[key] = Told("list", "needed" if needed else "none")
        return Fields.texts(self, key, needed=needed)

    def tables(self, key: str) -> list[Mapping[str, object]]:
        self.heard[key] = Told("tables", "needed")
        return Fields.tables(self, key)

    def true(self, key: str, *, default: bool = False) -> bool:
        self.heard[key] = Told("true or false", str(default).lower())
        return Fields.true(self, key, default=default)

    def number(self, key: str, default: int) -> int:
        self.heard[key] = Told("a whole number", str(default))
        return Fields.number(self, key, default)


def heard(kind: str, table: Mapping[str, object]) -> Mapping[str, Told]:
    """What the code of a kind asks of a table."""
    fields = Listening(subject="r", table=table, faults=Faults(name="f", lines=[]), line=1, until=1)
    KINDS[kind](fields)
    return fields.heard


def as_told(one: Told, *, where: str) -> Told:
    """An entry of the page as the code speaks; the words for "no hosts" and for a tier's reason are the page's own."""
    default = {"every host": "none"}.get(one.default, one.default)
    if where == "on":
        default = default.strip('"')
    return Told("list" if "list" in one.kind else one.kind, default)


def test_there_is_a_section_for_every_kind_and_for_no_other() -> None:
    others = {"The top of a file", "A clause", "An override", "Every rule", "Exceptions", MISSPELT}
    assert set(PARTS) - others == set(KINDS)


@pytest.mark.parametrize("name", [*KINDS, MISSPELT])
def test_every_key_of_a_kind_stands_there_with_what_it_holds_and_its_default(name: str) -> None:
    kind, table = (name, {}) if name in KINDS else ("words", {"misspelt": ["example"], "tier": "severe"})
    own = told(PARTS[name].split("Each sign is a table")[0])
    code = dict(heard(kind, {"tier": "severe", **table} if kind == "words" else table))
    assert {key: as_told(one, where=key) for key, one in own.items()} == code


@pytest.mark.parametrize("name", [*KINDS, MISSPELT])
def test_the_loader_knows_exactly_these_keys(name: str, tmp_path: Path) -> None:
    kind, more = (name, "") if name in KINDS else ("words", 'misspelt = ["example"]\n')
    (keys,) = known(
        TOP + CLAUSE.replace("zz = 1\n", "") + rule(kind, more + 'tier = "severe"\n' * (kind == "words")), tmp_path
    )
    assert keys == (set(COMMON) - {"names"}) | set(told(PARTS[name].split("Each sign is a table")[0]))


def test_a_rule_that_may_hide_reads_names_as_well(tmp_path: Path) -> None:
    (keys,) = known(TOP + SPAM + rule("phrases", 'phrases = ["x"]', "spam"), tmp_path)
    assert keys == set(COMMON) | set(told(PARTS["phrases"]))


def test_every_key_of_a_signal_a_clause_and_an_override_stands_there(tmp_path: Path) -> None:
    signal = '[[rule.signal]]\nname = "n"\nweight = 1\npatterns = ["x"]\nzz = 1\n'
    override = '[[override]]\naccount = "a"\nrule = "r"\nzz = 1\n'
    clause, of_signal, _, of_override = known(TOP + CLAUSE + rule("spam", signal) + override, tmp_path)
    assert of_signal == set(told(PARTS["spam"].split("Each sign is a table")[1]))
    assert clause == set(told(PARTS["A clause"]))
    assert of_override == set(told(PARTS["An override"]))


def test_every_key_at_the_top_of_a_file_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "top.toml"
    file.write_text(TOP + "zz = 1\n" + CLAUSE, "utf-8")
    with pytest.raises(GuidelinesError, match=r'unknown key "zz": .*known are (.+)') as error:
        load(file)
    (line,) = [one for one in str(error.value).splitlines() if "the file" in one]
    assert set(re.findall(r"\w+", line.split("known are ")[1])) == set(told(PARTS["The top of a file"]))


def test_the_exceptions_are_those_of_patterns_with_the_same_words() -> None:
    shared = told(PARTS["Exceptions"])
    assert set(told(PARTS["patterns"])) - {"patterns", "on"} == set(shared)


@pytest.mark.parametrize("kind", ["threats", "attacks"])
def test_every_brace_is_explained(kind: str, tmp_path: Path) -> None:
    extra = 'named = ["{zzz}"]' if kind == "attacks" else ""
    file = tmp_path / "braces.toml"
    file.write_text(TOP + CLAUSE + rule(kind, f'phrases = ["{{zzz}}"]\n{extra}'), "utf-8")
    with pytest.raises(GuidelinesError) as error:
        load(file)
    named = re.findall(r"known are (\[.+?\])", str(error.value))
    braces = {brace for one in named for brace in re.findall(r"'(\w+)'", one)}
    assert len(braces) > 10
    assert braces == set(re.findall(r"\{(\w+)\}", PARTS[kind].split("```")[0])) - {"strike"}


# Examples ----------------------------------------------------------------------------------------------------------


def examples() -> Sequence[tuple[str, str]]:
    return [(name, block) for name, part in PARTS.items() for block in re.findall(r"```toml\n(.+?)```", part, re.S)]


def test_every_kind_has_an_example_of_it() -> None:
    shown = {name for name, block in examples() if f'kind = "{name.split(",")[0]}"' in block}
    assert shown == {*KINDS, MISSPELT}


@pytest.mark.parametrize(("name", "block"), examples(), ids=[name for name, _ in examples()])
def test_every_example_is_accepted_as_it_stands(name: str, block: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(block, "utf-8")
    made = load(file)
    assert all(made.rule(one) is not None for one in re.findall(r'^\[\[rule\]\]\nid = "(\w+)"', block, re.M)), name


def test_the_command_that_the_page_names_accepts_all_examples_together(tmp_path: Path) -> None:
    first = 'extends = "pattonville"\n'
    file = tmp_path / "mine.toml"
    file.write_text(first + "".join(block.replace(first, "") for _, block in examples()), "utf-8")
    result = CliRunner().invoke(main, ["--config", str(tmp_path / "none.toml"), "guidelines", "check", str(file)])
    assert (result.exit_code, result.stderr) == (0, "")


# Limits ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "more", "said", "page"),
    [
        ("words", "", 'needs "words" or "masked"', "One of `words`, `masked` and `aimed` must be there"),
        ("words", 'words = ["*"]', "holds no letter or digit", "A word without any letter or digit is refused"),
        ("words", 'words = ["x"]\ntier = "mild"', 'unknown tier "mild"', '`"severe"` (may hide'),
        ("words", 'words = ["x"]\ntier = "severe"', 'needs its "reason"', "needed beside a `tier`"),
        ("patterns", 'patterns = ["(?=x)"]', "bad pattern", "RE2 has no look-around"),
        ("patterns", 'patterns = ["Free"]', 'holds the capital letter "F"', "waits for a capital letter"),
        ("patterns", 'patterns = ["x"]\non = "both"', '"on" is "both"', '`"original"` (as'),
        ("links", 'unless = ["x"]', 'unknown key "unless"', "the other exceptions are unknown here"),
        ("roster", 'names = ["Pat"]\nmatters = ["x"]', "a name of one word", "A name of one word is refused"),
        ("spam", "", "needs signals", "`signal` (tables, needed)"),
        ("spam", '[[rule.signal]]\nname = "n"\npatterns = ["x"]', '"weight" must not be 0', "number, needed): not 0"),
        ("phrases", 'phrases = ["{kill} it"]', "unknown {kill}", "Words in braces are for"),
        ("threats", 'phrases = ["x"]\nlists = ["strike"]', "is no list", "makes `{strike}` one of these"),
        ("repeats", 'copies_at = "many"', '"copies_at" must be a whole number', "`copies_at` (a whole number"),
    ],
)  # fmt: skip
def test_what_the_page_calls_refused_is_refused(kind: str, more: str, said: str, page: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    body = f'examples = ["x"]\n{more}\n'
    file.write_text(TOP + CLAUSE.replace("zz = 1\n", "") + rule(kind, body).replace("zz = 1\n", ""), "utf-8")
    with pytest.raises(GuidelinesError, match=re.escape(said)):
        load(file)
    assert page in re.sub(r"\n +", " ", PAGE.read_text("utf-8"))


def test_the_header_of_the_shipped_file_names_every_kind_and_this_page() -> None:
    header = default_path().read_text("utf-8").split("\n\n")[0]
    listed = header.split("# Kinds: ")[1].split("#\n")[0]
    assert {kind for kind in KINDS if not re.search(rf"\b{kind}\b", listed)} == set()
    assert "docs/rule-keys.md" in listed


def test_the_readme_leads_to_this_page() -> None:
    assert "](docs/rule-keys.md)" in (PAGE.parent.parent / "README.md").read_text("utf-8")
