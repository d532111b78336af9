"""Is this box sound? This very file travels in every weekly box as ``verify.py``: standard library only, Python 3.9.

Run it inside the box: ``python3 verify.py``. It answers 0 (sound), 1 (damage) or 2 (could not check) and names every
finding with its reason and the next step. What it can't see by itself: a box that somebody built anew, whole and
consistent, from a shortened log. Compare `entries` and `head` of proof/head.json with a copy kept elsewhere (the weekly
mail, paper) or run the program's own ``verify`` beside the archive.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ALGORITHMS = ("sha256", "sha512")
TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HEAD = "data/proof/head.json"
LEDGER = "data/proof/ledger.jsonl"
FIRST_PREVIOUS = "0" * 64
CONCERNING = frozenset({"hide", "unhide", "delete", "reply", "comment", "withdraw"})
"""Kinds of decisions that bring a comment's records into the boxes."""
TOUCHING = frozenset({"record", "capture", "decision", "action", "review_opened", "given_up", "deleted"})
"""Kinds of log lines that bring a record into the box that covers them."""

COPY = "Keep this box as it is, fetch an untouched copy of it and compare; ask the records officer who had it."


class Finding(NamedTuple):
    """Something that isn't as it should be. `checked` is False when a part could not be looked at."""

    what: str
    why: str
    next_step: str = COPY
    damage: bool = True
    checked: bool = True


def belonging(lines: Iterable[dict[str, Any]], after: int) -> list[int]:
    """Numbers of the revisions whose records a box must hold: the one rule, for the exporter and for verifying.

    Sealed, touched by a line that is in no earlier box (``seq > after``), and of a comment that was ever decided to be
    hidden, shown again, deleted or answered in public, or that was put before a person.
    """
    comments: dict[int, int] = {}
    touched, concerned, given_up = set(), set(), set()
    for line in lines:
        kind, body, revision = line["kind"], line["body"], line["body"].get("revision")
        if kind == "record":
            comments[revision] = body["comment"]
        if kind in TOUCHING and line["seq"] > after:
            touched.add(revision)
        if kind == "given_up":
            given_up.add(revision)
        if kind == "review_opened" or (kind == "decision" and body["kind"] in CONCERNING):
            concerned.add(body["comment"])
    concerned |= {comments.get(revision) for revision in given_up}
    return sorted(revision for revision, comment in comments.items() if revision in touched and comment in concerned)


def folder(revision: int) -> str:
    """Name of a record's folder in ``records/``: from its number only."""
    return f"{revision:06d}"


def findings(box: Path) -> list[Finding]:
    """Everything wrong with the box in the folder `box`."""
    if not (box / "bagit.txt").is_file():
        why = "without it this folder is not a box of this program"
        advice = "Give the folder that holds bagit.txt."
        return [Finding("bagit.txt is missing", why, advice, damage=(box / "data").is_dir(), checked=False)]
    try:
        return [*_files(box), *_tags(box), *_proof(box)]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [Finding("the box can't be read", reason, "Mend the access and try again.", False, False)]


def _files(box: Path) -> Iterator[Finding]:
    present, odd = _walk(box)
    for name in odd:
        yield Finding(f"{name} is a link, an empty folder or a special file", "a box holds plain files only")
    payload = {name for name in present if name.startswith("data/")}
    yield from _against(box, "manifest", payload)
    yield from _against(box, "tagmanifest", set(TAG_FILES))
    for name in sorted(present - payload - set(TAG_FILES) - set(TAG_MANIFESTS)):
        yield Finding(f"{name} is a stray file", "it lies beside data/ and no manifest names it")


def _walk(box: Path) -> tuple[set[str], list[str]]:
    present, odd = set(), []
    for path in sorted(box.rglob("*")):
        name = path.relative_to(box).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            odd.append(name)
        elif path.is_file():
            present.add(name)
        elif not any(path.iterdir()):
            odd.append(name)
    return present, odd


def _against(box: Path, kind: str, present: set[str]) -> Iterator[Finding]:
    for algorithm in ALGORITHMS:
        manifest = f"{kind}-{algorithm}.txt"
        if not (box / manifest).is_file():
            yield Finding(f"{manifest} is missing", "the files can't be compared with it")
            continue
        listed = dict(_manifest(box / manifest))
        for name in sorted(listed.keys() - present):
            yield Finding(f"{_shown(name)} is missing", f"{manifest} names it")
        for name in sorted(present - listed.keys()):
            yield Finding(f"{_shown(name)} is a stray file", f"{manifest} does not name it")
        for name in sorted(present & listed.keys()):
            if not (box / name).is_file():
                yield Finding(f"{name} is missing", f"{manifest} names it")
            elif _hash(box / name, algorithm) != listed[name]:
                yield Finding(f"{name} was changed", f"its {algorithm} isn't the one in {manifest}")


def _manifest(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def _hash(path: Path, algorithm: str) -> str:
    digest = hashlib.new(algorithm)
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def contents_digest(hashes: Iterable[tuple[str, str]]) -> str:
    """One hash over the (path, sha256) of all files in data/ but head.json, so that head.json vouches for them."""
    lines = sorted(f"{sha256}  {name}\n" for name, sha256 in hashes)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _tags(box: Path) -> Iterator[Finding]:
    if (box / "bagit.txt").read_bytes() != BAGIT_TXT:
        yield Finding("bagit.txt was changed", "it doesn't say BagIt 1.0 in UTF-8 and nothing else")
    head = _json(box / HEAD)
    if not (box / "bag-info.txt").is_file() or head is None:
        return
    told = (box / "bag-info.txt").read_bytes().decode("utf-8", "replace")
    sizes = [path.stat().st_size for path in (box / "data").rglob("*") if path.is_file()]
    due = dict(head.get("bag_info") or {})
    due["Payload-Oxum"] = f"{sum(sizes)}.{len(sizes)}"
    if told != bag_info_text(due):
        yield Finding("bag-info.txt was changed", "it doesn't say what proof/head.json and the files in data/ say")


def bag_info_text(tags: dict[str, str]) -> str:
    """bag-info.txt as this program writes it: one line for each tag, by name."""
    return "".join(f"{name}: {value}\n" for name, value in sorted(tags.items()))


def _proof(box: Path) -> Iterator[Finding]:
    head = _json(box / HEAD)
    if head is None or not (box / LEDGER).is_file():
        yield Finding("the proof is missing", "proof/head.json or proof/ledger.jsonl is absent or unreadable")
        return
    entries, last, broken = read_chain(box / LEDGER)
    yield from broken
    if head.get("entries") != entries or head.get("head") != last:
        yield Finding(
            "proof/ledger.jsonl and proof/head.json contradict each other",
            f"the log ends at entry {entries}, the head says {head.get('entries')}",
        )
    present = (p for p in (box / "data").rglob("*") if p.is_file() and p != box / HEAD)
    if head.get("contents") != contents_digest((p.relative_to(box).as_posix(), _hash(p, "sha256")) for p in present):
        yield Finding(
            "files in data/ aren't those the box was sealed with", "proof/head.json vouches for other contents"
        )
    try:
        yield from _records(box, head)
    except (KeyError, TypeError, AttributeError, ValueError):
        yield Finding("the records can't be compared with the log", "head, log or metadata have lost their form")


def read_chain(path: Path) -> tuple[int, str, list[Finding]]:
    """The number of lines of a log, the hash of the last one, and where the chain doesn't hold."""
    broken = []
    entries, previous = 0, FIRST_PREVIOUS
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            text = raw.rstrip(b"\n")
            line = _line(text)
            if text == raw:
                broken.append(Finding("the log's last line is cut", "it doesn't end with a line feed"))
            elif line is None:
                broken.append(Finding(f"log line {number} can't be read", "it is not a line of this program"))
            else:
                own = hashlib.sha256(text.replace(b'"hash":"' + line["hash"].encode() + b'",', b"", 1)).hexdigest()
                if (line["seq"], line["previous"], line["hash"]) != (number, previous, own):
                    broken.append(Finding(f"log line {number} breaks the chain", "changed, added or removed here"))
                entries, previous = entries + 1, line["hash"]
    return entries, previous, broken


def _log(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a log one by one, since it may be too large for memory."""
    with path.open("rb") as file:
        yield from filter(None, map(_line, file))


def _line(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    known = isinstance(line, dict) and {"seq", "at", "kind", "actor", "body", "previous", "hash"} == set(line)
    return line if known and isinstance(line["hash"], str) and isinstance(line["body"], dict) else None


def _records(box: Path, head: dict[str, Any]) -> Iterator[Finding]:
    due = {folder(n) for n in belonging(_log(box / LEDGER), head["after"])}
    index = box / "data/records.jsonl"
    texts = index.read_bytes().splitlines() if index.is_file() else []
    told = {json.loads(text)["record"] for text in texts}
    places = {
        "proof/head.json": set(head["records"]),
        "records.jsonl": {folder(record) for record in told},
        "records/": {path.name for path in (box / "data/records").glob("*")},
    }
    for place, found in places.items():
        for name in sorted(due - found):
            yield Finding(f"record {name} is not in {place}", "the log says that it belongs into this box")
        for name in sorted(found - due):
            yield Finding(f"record {_shown(name)} in {place} is foreign", "the log doesn't put it into this box")
    bodies = (line["body"] for line in _log(box / LEDGER) if line["body"].get("revision") in told)
    sealed = {(body["revision"], key, value) for body in bodies for key, value in _hashes(body)}
    for text in texts:
        yield from _record(box / "data/records", text, sealed)


def _hashes(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((key, body[key]) for key in ("payload", "picture", "thumbnail", "object") if isinstance(body.get(key), str))


def _record(records: Path, text: bytes, sealed: set[tuple[Any, str, str]]) -> Iterator[Finding]:
    told = json.loads(text)
    place = records / folder(told["record"])
    if not (place / "metadata.json").is_file() or (place / "metadata.json").read_bytes() != text + b"\n":
        yield Finding(f"{place.name}/metadata.json was changed", "records.jsonl tells another story")
    picture = told.get("picture") or {}
    due = {"payload.json": ("payload", True), "card.png": ("picture", bool(picture))}
    due["thumbnail.png"] = ("thumbnail", bool(picture.get("thumbnail")))
    due.update({path.name: ("object", True) for path in place.glob("attachment-*")})
    for name, (key, expected) in due.items():
        if (place / name).is_file() != expected:
            yield Finding(f"{place.name}/{name} is " + ("missing" if expected else "foreign"), "see its metadata.json")
        elif expected and (told["record"], key, _hash(place / name, "sha256")) not in sealed:
            yield Finding(f"{place.name}/{name} is not the sealed one", "its hash doesn't stand in the log")


def _json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _shown(name: str) -> str:
    """A name from a foreign file, fit for a terminal."""
    return name[:120].encode("ascii", "backslashreplace").decode().replace("\x1b", "?")


def exit_code(found: Iterable[Finding]) -> int:
    """0 sound (notes don't count), 1 damage, 2 could not check."""
    everything = list(found)
    if any(finding.damage for finding in everything):
        return 1
    return 2 if any(not finding.checked for finding in everything) else 0


def main(arguments: list[str]) -> int:
    """Check the box given, or the one this file lies in, and say so."""
    here = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    box = here if arguments or (here / "bagit.txt").exists() else here.parent
    found = findings(box)
    for finding in found:
        print(f"{finding.what}\n  why: {finding.why}\n  next: {finding.next_step}")
    code = exit_code(found)
    print(("SOUND: nothing was changed since this box was sealed.", "DAMAGE.", "COULD NOT CHECK.")[code])
    head = _json(box / HEAD)
    if code == 0 and head is not None:
        print(f"Compare with a copy kept elsewhere: entries {head['entries']}, head {head['head']}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
