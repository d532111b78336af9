"""Which files make up the guidelines, and can they be read at all?"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from bot.errors import GuidelinesError
from bot.judge.rules.fields import Faults
from bot.judge.sections import Document
from bot.model import GuidelinesPart, GuidelinesText, PartKind

SHIPPED = "pattonville"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "Illegal character": 'a quotation mark is missing: every text begins and ends with "',
        "Unterminated string": 'a quotation mark is missing: every text begins and ends with "',
        'Expected "\'"': "a quotation mark is missing: what begins with ' ends with '",
        "Unescaped": "a backslash in a text in \"…\": write patterns in single quotation marks, '…'",
        "Unclosed array": 'a comma is missing between two texts, or the closing bracket: write ["one", "two"]',
        "Expected '='": 'write key = "text"; a key is one word',
        "Expected ']": "a bracket is missing: write [[rule]], [[clause]] or [[override]] on a line of its own",
        "Cannot overwrite": "the same key stands here twice: join the two, or take one out",
        "Expected newline": 'two things on one line: begin a new line (a missing comma, or a " within a text?)',
        "Invalid value": 'a text needs quotation marks: write key = "text"',
        "Invalid statement": "a remark begins with #, anything else is written key = value",
    }
)


def default_path() -> Path:
    """The guidelines that are shipped with the program."""
    return Path(str(resources.files("bot.judge") / "guidelines" / f"{SHIPPED}.toml"))


def read_documents(path: Path) -> list[Document]:
    """What is read, the lowest first: the file that is extended, what is included, the file itself.

    A clause or a rule whose id another one has already is left out, with a fault. Raises `GuidelinesError`, with every
    file that can't be read or is no TOML, one a line.
    """
    documents = _documents(path)
    for kind in ("clause", "rule"):
        taken: dict[str, str] = {}
        for document in documents:
            document.leave_out_taken(kind, taken)
    return documents


def _documents(path: Path) -> list[Document]:
    own = _document(path, is_shipped=path == default_path())
    extends = own.table.get("extends")
    if extends is None:
        return _with_included(own, path)
    if extends != SHIPPED:
        place = f"{path.name}, line {own.line_of('extends')}"
        raise GuidelinesError(f'{place}: unknown extends = "{extends}": write extends = "{SHIPPED}" or nothing')
    shipped = _document(default_path(), is_shipped=True)
    return [*_with_included(shipped, default_path()), *_with_included(own, path)]


def parsed(name: str, content: bytes, *, is_shipped: bool = False) -> Document:
    """A guidelines file from its bytes; `name` stands in error texts. Raises `GuidelinesError` when it is no TOML."""
    text = _decoded(name, content)
    lines = re.split(r"\r?\n", text)
    if not text.strip():
        raise GuidelinesError(f'{name}: is empty: write [[clause]] and [[rule]], or extends = "{SHIPPED}"')
    try:
        table, faults = tomllib.loads(text), Faults(name=name, lines=lines)
    except tomllib.TOMLDecodeError as error:
        raise GuidelinesError(_explained(name, str(error), lines)) from error
    except (RecursionError, ValueError) as error:
        remedy = "brackets nested too deep, or a number of thousands of digits: write it shorter"
        raise GuidelinesError(f"{name}: not readable as TOML: {remedy}") from error
    return Document(table=table, content=content, faults=faults, is_shipped=is_shipped)


def text_of(files: Sequence[Document], rules: Sequence[Document] = ()) -> GuidelinesText:
    """The bytes of these files, and of rules that staff wrote on top of them, as they are kept with a version."""
    documents = (*((PartKind.FILE, one) for one in files), *((PartKind.RULE, one) for one in rules))
    return GuidelinesText(
        parts=tuple(GuidelinesPart(kind=kind, name=one.faults.name, content=one.content) for kind, one in documents)
    )


def _with_included(document: Document, path: Path) -> list[Document]:
    """The included files, then the file itself."""
    included = document.table.get("include", [])
    if not isinstance(included, list) or not all(isinstance(one, str) and one.strip() for one in included):
        place = f"{path.name}, line {document.line_of('include')}"
        raise GuidelinesError(f'{place}: "include" must be a list of files: write include = ["….toml"]')
    parts, faults = [], []
    for name in dict.fromkeys(included):
        place = f'{path.name}, line {document.line_of("include", name)}: include "{name[:80]}"'
        try:
            part = _part(path, name, place, is_shipped=document.is_shipped)
        except GuidelinesError as error:
            faults.append(str(error))
            continue
        for key in ("include", "extends"):
            if key in part.table:
                at = f"{part.faults.name}, line {part.line_of(key)}"
                faults.append(f"{at}: an included file can't include or extend others: take that out")
        if included.count(name) > 1:
            faults.append(f"{place}: stands there twice: take one out")
        parts.append(part)
    if faults:
        raise GuidelinesError("\n".join(faults))
    return [*parts, document]


def _part(path: Path, name: str, place: str, *, is_shipped: bool) -> Document:
    """An included file; `place` is where it is included, for the case that it can't be read."""
    file = path.parent / name
    try:
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        remedy = f"a file is looked for beside {path.name}: mend its path, or take it out of include"
        raise GuidelinesError(f"{place}: can't be read ({_why(error)}): {remedy}") from error
    return parsed(file.name, content, is_shipped=is_shipped)


def _document(path: Path, *, is_shipped: bool) -> Document:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        remedy = "check the path and who may read it, or leave it out to use the shipped guidelines"
        if isinstance(error, IsADirectoryError):
            remedy = "name the file in it that ends in .toml"
        raise GuidelinesError(f"{path}: can't be read ({_why(error)}): {remedy}") from error
    return parsed(path.name, content, is_shipped=is_shipped)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _decoded(name: str, content: bytes) -> str:
    if content.startswith(_UTF16) or content[:200].count(0) > len(content[:200]) // 4:
        raise GuidelinesError(f'{name}: not UTF-8 but UTF-16 ("Unicode"): save the file with the encoding UTF-8')
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        remedy = "an accent or quotation mark of another encoding: save the file with the encoding UTF-8"
        raise GuidelinesError(f"{name}, line {line}: not UTF-8 at byte {error.start}: {remedy}") from error


def _explained(name: str, said: str, lines: Sequence[str]) -> str:
    place = _PLACE.search(said)
    number = int(place.group(1)) if place and place.group(1) else len(lines)
    line, plain = lines[min(number, len(lines)) - 1], _PLACE.sub("", said)
    remedy = next((remedy for start, remedy in _REMEDIES.items() if plain.startswith(start)), "a missing bracket?")
    if re.search("[“”„‘’]", line.partition("#")[0]) and plain.startswith(("Invalid", "Illegal", "Expected")):
        remedy = 'typographic quotation marks (“ ”) stand there: write straight ones (")'
    elif "\r" in line:
        remedy = "the lines end as on an old Mac: save the file with the line ends of Unix or Windows"
    return f"{name}, line {number}: not TOML: {plain[:120]}: {remedy}"
