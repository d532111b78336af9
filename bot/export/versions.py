"""Under which words was judged? The texts behind versions of the guidelines: in folders to read, and checked. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.errors import EvidenceError, EvidenceMissing
from bot.export.contents import BoxedRecord
from bot.export.happenings import of, text
from bot.export.problems import Problem
from bot.model import GuidelinesText, LedgerEntry
from bot.model.guidelines import without_page
from bot.ports import Ledger, Versions

FOLDER = "guidelines"
"""Of a box: one folder a version in it."""
LISTING = "listing.txt"
TOO_OLD = "its verdicts were given before the archive kept the texts of guidelines"
"""Why a version has no text."""
_README = """\
The guidelines of version {version}, byte for byte as the program read them.

{names}

The numbers in front give the order in which they were read: what a file says later holds. The rules that came with the
program and the district's own file end in .toml, and so do rules that staff wrote on the review page. A file that ends
in -standing.txt says how far rules of the district's own were held back: a rule in the shadow changed no verdict, and
one that is followed by "review" only asked a person. "+" and the name of a page behind a version mean that the sections
[[override]] for that page held, too.

Nothing was changed: sha256sum -c {listing}
The log's line "guidelines" for this version names the sha256 of {listing}:

    {sha256}

The version follows from these files alone. In this folder, put into python3:

    import hashlib, pathlib
    version_of = lambda *parts: "g-" + hashlib.sha256(bytes(1).join(parts)).hexdigest()[:12]
    version = version_of(*(file.read_bytes() for file in sorted(pathlib.Path().glob("*.toml"))))
    for file in sorted(pathlib.Path().glob("*-standing.txt")):
        version = version_of(version.encode(), file.read_bytes())
    print(version)
"""


def folder_of(text: GuidelinesText) -> Iterator[tuple[str, bytes]]:
    """The files of a folder in which one version can be read and checked by anybody: (name, content)."""
    for name, part in zip(text.names, text.parts, strict=True):
        yield name, part.content
    yield LISTING, text.listing
    names = "\n".join(f"    {name}" for name in text.names)
    told = _README.format(version=text.version, names=names, listing=LISTING, sha256=text.listing_sha256)
    yield "README.txt", told.encode()


def named(covered: Sequence[LedgerEntry], records: Sequence[BoxedRecord]) -> list[str]:
    """The versions that verdicts name: those in the lines a box covers, and those of its records."""
    told = {text(line, "guidelines") for line in of(covered, "verdict")}
    told |= {record.verdict.guidelines for record in records if record.verdict is not None}
    return sorted({without_page(version) for version in told if version})


def texts(
    lines: Sequence[LedgerEntry], records: Sequence[BoxedRecord], after: int, versions: Versions
) -> Mapping[str, GuidelinesText | None]:
    """The text of each version that a box names, None where `lines`, up to its cut-off, tell of none.

    Raises `EvidenceMissing` when a text was lost or isn't what the log tells.
    """
    noted = _noted(lines)
    covered = [line for line in lines if line.seq > after]
    return {
        version: _sealed(version, noted[version], versions) if version in noted else None
        for version in named(covered, records)
    }


def differences(ledger: Ledger, versions: Versions) -> Iterator[Problem]:
    """Every text must be there, be what the log tells and make its version; every newer verdict must have one.

    A text and its line come in one transaction, and the texts are read first: one without a line was added by hand.
    """
    kept = versions.kept()
    noted, bare, old = _verdicts(ledger.entries())
    for version, listing in noted.items():
        try:
            _sealed(version, listing, versions)
        except EvidenceError as error:
            yield Problem(what=f"guidelines {version}: the text is not what was read", why=error.message)
    for version in sorted(set(kept) - noted.keys()):
        yield Problem(what=f"guidelines {version}: text added", why="the log doesn't tell of it")
    for version in sorted(bare):
        yield Problem(what=f"guidelines {version}: no text", why="the log tells of verdicts under it, and of no text")
    if old:
        yield Problem(
            what=f"{len(old)} version{'s' if len(old) > 1 else ''} of the guidelines without text: {_few(old)}",
            why=TOO_OLD,
            next_step="Keep copies of the guidelines files of that time, where there are any.",
            damage=False,
        )


def _verdicts(lines: Iterable[LedgerEntry]) -> tuple[Mapping[str, str], set[str], set[str]]:
    """What the log tells of texts (the listing's hash by version), and the versions of verdicts before any text of
    theirs: those since the log tells of texts at all, and those from before that."""
    noted: dict[str, str] = {}
    bare, old = set[str](), set[str]()
    for line in lines:
        if line.kind == "guidelines":
            noted.setdefault(text(line, "version"), text(line, "listing"))
        elif line.kind == "verdict":
            version = without_page(text(line, "guidelines"))
            if version not in noted:
                (bare if noted else old).add(version)
    return noted, bare, old - noted.keys() - bare


def _noted(lines: Iterable[LedgerEntry]) -> Mapping[str, str]:
    return _verdicts(line for line in lines if line.kind == "guidelines")[0]


def _sealed(version: str, listing: str, versions: Versions) -> GuidelinesText:
    """The text of a version that the log tells of. Raises `EvidenceMissing`."""
    kept = versions.text(version)
    if kept is None:
        raise EvidenceMissing("the log tells of a text that isn't in the archive", version=version)
    if kept.listing_sha256 != listing:
        raise EvidenceMissing("the log tells another listing of its files", version=version)
    return kept


def _few(versions: set[str]) -> str:
    shown = sorted(versions)
    return ", ".join(shown[:5]) + (" …" if len(shown) > 5 else "")
