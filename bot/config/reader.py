"""How does the TOML file become settings? All faults are told together, each with its place and remedy."""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from bot.config.settings import SECTIONS, Config
from bot.errors import ConfigError
from bot.model import Account, Login, Mode, PlatformName

_SECRET_KEY = re.compile(r"token|secret|password|passwd|api_?key|credential", re.IGNORECASE)
# Facebook's tokens start with EAA, Instagram's with IGAA or IGQ; both are long.
_SECRET_VALUE = re.compile(r"\b(EAA|IGAA|IGQ)\w{20,}|^[A-Za-z0-9_|-]{60,}$")
_NOT_TO_BE_SHOWN = re.compile(r"(EAA|IGAA|IGQ)\w{20,}|[A-Za-z0-9_|-]{60,}")
_NO_SECRETS = "secrets never stand in this file; put it into a file of its own (see [secrets]) and renew it"
_KINDS = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false"}


class Faults:
    """Collects what is wrong: file, key, value, what is allowed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.lines: list[str] = []

    def add(self, key: str, message: str) -> None:
        """One more fault at `key`."""
        self.lines.append(f"{self._file}: {key}: {message}")


def load(file: Path, environ: Mapping[str, str]) -> Config:
    """Read and check everything. Raises `ConfigError` with all faults.

    A key may be overridden by the environment: ``PAGE_MONITOR_<SECTION>_<KEY>``, for example
    ``PAGE_MONITOR_REVIEW_PORT=9000``.
    """
    table = _parse(file)
    faults = Faults(file)
    _refuse_unknown(table, {*SECTIONS, "accounts"}, "", faults)
    sections = {name: _section(name, table.get(name, {}), environ, faults) for name in SECTIONS}
    accounts = _accounts(table.get("accounts", []), faults)
    if faults.lines:
        raise ConfigError(faults.lines)
    return Config(file=file.resolve(), accounts=accounts, **sections)


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(
            [f"{file}: can't be read ({error.strerror}); copy config.example.toml there or name one with --config"]
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{file}: isn't UTF-8 text (byte {error.start}); save it as UTF-8"]) from error
    except (ValueError, RecursionError) as error:  # TOML faults, endless numbers, thousands of brackets
        raise ConfigError([f"{file}: isn't valid TOML: {error}"]) from error


def _refuse_unknown(table: Mapping[str, Any], known: set[str], section: str, faults: Faults) -> None:
    for key, value in table.items():
        name = "•••" if _NOT_TO_BE_SHOWN.search(key) else key
        place = f"[{section}] {name}" if section else f"[{name}]"
        if _SECRET_KEY.search(key) and key not in known:
            faults.add(place, _NO_SECRETS)
        elif key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(known))}"
            faults.add(place, f"unknown {'key' if section else 'section'}; {hint}")
        elif any(isinstance(part, str) and _SECRET_VALUE.search(part) for part in _parts(value)):
            faults.add(place, f"looks like an access token; {_NO_SECRETS}")


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _section(name: str, table: Any, environ: Mapping[str, str], faults: Faults) -> Any:
    kind = SECTIONS[name]
    if not isinstance(table, dict):
        faults.add(f"[{name}]", "must be a table of keys")
        return kind()
    known = {f.name: f for f in fields(kind)}
    _refuse_unknown(table, set(known), name, faults)
    chosen = {}
    for key, spec in known.items():
        variable = f"PAGE_MONITOR_{name}_{key}".upper()
        if variable in environ:
            value: Any = _from_text(environ[variable], spec)
            place = f"environment variable {variable} = {_shown(environ[variable])}"
        elif key in table:
            value, place = table[key], f"[{name}] {key} = {_shown(table[key])}"
        else:
            value, place = spec.default, f"[{name}] {key} (missing)"
        chosen[key] = _checked(value, spec, place, faults)
    return kind(**chosen)


def _shown(value: Any) -> str:
    """A value as it may stand in an error text: never a token, never endless."""
    text = repr(value)
    if _NOT_TO_BE_SHOWN.search(text):
        return "•••"
    return text if len(text) <= 80 else text[:77] + "…"


def _from_text(text: str, spec: Field[Any]) -> Any:
    kind = _kind(spec)
    try:
        if kind == "bool":
            return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
        if kind.startswith("tuple"):
            return [part.strip() for part in text.split(",") if part.strip()]
        return {"int": int, "float": float}.get(kind, str)(text)
    except ValueError:
        return text


def _kind(spec: Field[Any]) -> str:
    return spec.type if isinstance(spec.type, str) else getattr(spec.type, "__name__", str(spec.type))


def _checked(value: Any, spec: Field[Any], place: str, faults: Faults) -> Any:
    kind = _kind(spec)
    if kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind.startswith("tuple"):
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return tuple(value)
        faults.add(place, "must be a list of texts")
        return spec.default
    if type(value).__name__ != kind:
        faults.add(place, f"must be {_KINDS[kind]}")
        return spec.default
    check = spec.metadata.get("check")
    allowed = check(value) if check else None
    if allowed:
        faults.add(place, f"must be {allowed}")
    return value


def _accounts(tables: Any, faults: Faults) -> tuple[Account, ...]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.add("[[accounts]]", "write one [[accounts]] block for each page")
        return ()
    if not tables:
        faults.add("[[accounts]]", "no page is listed; write one [[accounts]] block for each page")
    made = [_account(table, number, faults) for number, table in enumerate(tables, start=1)]
    accounts = tuple(account for account in made if account)
    # Our own name is one page's alone; a page may be listed a second time as long as it is read once.
    _refuse_twice("id", [(account.id, "") for account in accounts], faults)
    watched = [(account.external_id, account.platform) for account in accounts if account.watched]
    _refuse_twice("external_id", watched, faults)
    return accounts


def _refuse_twice(key: str, values: Sequence[tuple[str, str]], faults: Faults) -> None:
    for value in sorted({value[0] for value in values if values.count(value) > 1}):
        faults.add("[[accounts]]", f"{key} = {value!r} stands there twice; each page needs its own")


def _account(table: dict[str, Any], number: int, faults: Faults) -> Account | None:
    name = str(table.get("id", "no id"))
    place = f"accounts {number} ({'•••' if _NOT_TO_BE_SHOWN.search(name) else name})"
    before = len(faults.lines)
    _refuse_unknown(table, {f.name for f in fields(Account)}, place, faults)
    for spec in fields(Account):
        value = table.get(spec.name, None if spec.default is MISSING else spec.default)
        faulty = _account_fault(spec.name, value)
        if faulty:
            faults.add(f"[{place}] {spec.name} = {_shown(value)}", f"must be {faulty}")
    if len(faults.lines) > before:
        return None
    watched = table.get("watched", True) and table["platform"] != PlatformName.X
    return Account(
        id=table["id"],
        platform=PlatformName(table["platform"]),
        name=table["name"],
        external_id=table["external_id"],
        mode=Mode(table.get("mode", Mode.OBSERVE)),
        watched=watched,
        owner=table.get("owner", ""),
        login=Login(table.get("login", Login.FACEBOOK)),
    )


def _account_fault(key: str, value: Any) -> str | None:
    if key == "watched":
        return None if isinstance(value, bool) else "true or false"
    if not isinstance(value, str):
        return "a text in quotes"
    rules = {
        "id": (r"[a-z0-9][a-z0-9-]{0,40}", "a short name of small letters, digits and hyphens"),
        "external_id": (r"\d{1,30}|@\w{1,30}", "the platform's number of the page (digits in quotes)"),
        "platform": ("|".join(PlatformName), "one of " + ", ".join(PlatformName)),
        "mode": (
            "|".join(Mode),
            "observe (change nothing), assist (staff decide) or enforce (the bot hides clear violations)",
        ),
        "login": (
            "|".join(Login),
            "facebook (with the token of the linked Facebook page) or instagram (with a token of the account's own)",
        ),
        "name": (r"(?s).*\S.*", "the page's name"),
        "owner": (r"(?s).*", "a text"),
    }
    pattern, allowed = rules[key]
    return None if re.fullmatch(pattern, value) else allowed
