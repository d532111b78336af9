"""Which files lie in a weekly box, and what stands in each? Pure: nouns in, (path, bytes) out, proof/head.json last.

The same nouns give the same bytes: nothing here asks for the time, and every order is fixed.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import chain
from typing import Any

import rfc8785

from bot.export import selfcheck
from bot.export.contents import Box, BoxedRecord
from bot.export.lines import json_line
from bot.export.page import SOFTWARE, index_html, readme
from bot.export.selfcheck import folder
from bot.export.tables import decisions, monitoring, removed_comments
from bot.export.versions import FOLDER, folder_of
from bot.model import LedgerEntry
from bot.model.chain import canonical_line, moment

Read = Callable[[str], bytes]
"""Answers the bytes of an object by its sha256."""

_KINDS = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"%PDF", "pdf"))


def payload(box: Box, read: Read, lines: Iterable[LedgerEntry]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of ``data/`` by their path in the bag, in pieces, so that no week and no log is too large for memory.

    `lines` is the log from its first line to the box's last one. Each file must be consumed before the next.
    """
    hashes = []
    whole = ((path, [content]) for path, content in _files(box, read))
    log = ("proof/ledger.jsonl", (f"{canonical_line(line)}\n".encode() for line in lines))
    for path, pieces in chain(whole, [log]):
        digest = hashlib.sha256()
        yield f"data/{path}", _passing(pieces, digest.update)
        hashes.append((f"data/{path}", digest.hexdigest()))
    yield selfcheck.HEAD, [_head(box, selfcheck.contents_digest(hashes))]


def _passing(pieces: Iterable[bytes], tell: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in pieces:
        tell(piece)
        yield piece


def bag_info(box: Box) -> dict[str, str]:
    """The tags of bag-info.txt, all but Payload-Oxum (which is counted while writing)."""
    return {
        "Bag-Group-Identifier": box.week.name,
        "Bag-Software-Agent": SOFTWARE,
        "Bagging-Date": box.as_of.date().isoformat(),
        "External-Description": f"Comments hidden, shown again and reviewed in week {box.week.name}",
        "External-Identifier": box.name,
        "Ledger-Entries": str(box.entries),
        "Ledger-Head": box.head,
        "Source-Organization": " ".join(box.district.split()),
    }


def _files(box: Box, read: Read) -> Iterator[tuple[str, bytes]]:
    names: dict[tuple[int, int], str] = {}
    lines = []
    for record in box.records:
        lines.append(json_line(record) + b"\n")
        yield from _record_files(record, lines[-1], read, names)
    yield "records.jsonl", b"".join(lines)
    yield "removed-comments.csv", removed_comments(box)
    yield "decisions.csv", decisions(box)
    yield "monitoring.csv", monitoring(box)
    for version, text in sorted(box.texts.items()):
        for name, content in folder_of(text) if text else ():
            yield f"{FOLDER}/{version}/{name}", content
    yield "index.html", index_html(box, names)
    yield "README.txt", readme(box)
    yield "verify.py", files("bot.export").joinpath("selfcheck.py").read_bytes()


def _record_files(
    record: BoxedRecord, line: bytes, read: Read, names: dict[tuple[int, int], str]
) -> Iterator[tuple[str, bytes]]:
    place = f"records/{folder(record.record)}"
    yield f"{place}/payload.json", read(record.seal.payload_sha256)
    if record.picture is not None:
        yield f"{place}/card.png", read(record.picture.sha256)
        if record.picture.thumbnail is not None:
            yield f"{place}/thumbnail.png", read(record.picture.thumbnail)
    for enclosure in record.enclosures:
        if enclosure.sha256 is not None:
            content = read(enclosure.sha256)
            names[record.record, enclosure.number] = name = f"{place}/attachment-{enclosure.number}.{_kind(content)}"
            yield name, content
    yield f"{place}/metadata.json", line


def _head(box: Box, contents: str) -> bytes:
    head: dict[str, Any] = {
        "format": 1,
        "box": box.name,
        "district": box.district,
        "finished": box.finished,
        "period": {
            "week": box.week.name,
            "zone": box.week.zone.key,
            "start": moment(box.week.start),
            "end": moment(box.week.end),
        },
        "after": box.after,
        "entries": box.entries,
        "head": box.head,
        "records": {folder(record.record): _hashes(record) for record in box.records},
        "contents": contents,
        "bag_info": bag_info(box),
    }
    return json.dumps(json.loads(rfc8785.dumps(head)), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _hashes(record: BoxedRecord) -> Mapping[str, str]:
    taken = record.picture
    found = {"payload": record.seal.payload_sha256}
    if taken is not None:
        found["picture"] = taken.sha256
        found |= {"thumbnail": taken.thumbnail} if taken.thumbnail else {}
    return found


def _kind(content: bytes) -> str:
    """An ending by what the bytes are, never by what a stranger called them (and never one that a browser runs)."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((ending for start, ending in _KINDS if content.startswith(start)), "bin")
