"""What do we note down outside a box, so that nobody can build it anew unseen? Head files, each naming the one before.

A head file says how long the log was and which hash its last line had when a box was made, and the hashes of the box's
manifests. ``heads/`` lies beside the boxes; keep copies of its lines elsewhere, where nobody can edit them.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.errors import EvidenceError
from bot.export.bag import write_file

Head = Mapping[str, Any]

NO_HEAD = "0" * 64
"""`previous` of the first head file."""


def manifests(box: Path) -> dict[str, str]:
    """The sha256 of the box's two outermost manifests: together they name every byte of it."""
    return {
        "manifest": hashlib.sha256((box / "manifest-sha256.txt").read_bytes()).hexdigest(),
        "tagmanifest": hashlib.sha256((box / "tagmanifest-sha256.txt").read_bytes()).hexdigest(),
    }


def read(folder: Path) -> list[tuple[Path, Head]]:
    """All head files in the order they were made. Raises `EvidenceError` when one has lost its form."""
    found = []
    for path in folder.glob("*.json"):
        try:
            head = json.loads(path.read_bytes())
            found.append((int(head["number"]), path, head))
        except (ValueError, KeyError, TypeError) as error:
            raise EvidenceError(f"the head file {path.name} has lost its form") from error
    return [(path, head) for _, path, head in sorted(found, key=lambda one: (one[0], one[1].name))]


def write(folder: Path, body: Head) -> None:
    """Note down a box (`body` as in the log's line about it); what is noted already stays as it is."""
    known = read(folder)
    if any(body.items() <= head.items() for _, head in known):
        return
    previous = hashlib.sha256(known[-1][0].read_bytes()).hexdigest() if known else NO_HEAD
    noted = {**body, "number": len(known) + 1, "previous": previous}
    again = sum(head.get("name") == body["name"] for _, head in known)
    name = f"{body['name']}.{again + 1}.json" if again else f"{body['name']}.json"
    write_file(folder / name, json.dumps(noted, indent=1, sort_keys=True).encode() + b"\n")
