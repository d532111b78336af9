"""What tokens does a scenario give out? Their kinds and scopes, read from JSON and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.simulator.events import Reader, ScenarioError
from bot.simulator.model import Account, Person

FACEBOOK_SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_manage_metadata",
    "ads_read",
    "instagram_basic",
    "instagram_manage_comments",
)
INSTAGRAM_SCOPES = ("instagram_business_basic", "instagram_business_manage_comments")
TASKS = ("MODERATE", "CREATE_CONTENT", "MANAGE", "ANALYZE")


class TokenType(StrEnum):
    """As /debug_token spells them. IG_USER is a token of Instagram Login, which only graph.instagram.com takes."""

    PAGE = "PAGE"
    USER = "USER"
    APP = "APP"
    IG_USER = "IG_USER"
    SYSTEM = "SYSTEM_USER"


KINDS = {
    "PAGE": TokenType.PAGE,
    "USER": TokenType.USER,
    "IG_USER": TokenType.IG_USER,
    "SYSTEM": TokenType.SYSTEM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenScript:
    """A token as a scenario writes it. Minutes count from the making of the world; `minutes` 0 is never."""

    text: str
    type: TokenType
    account: str | None = None
    person: str | None = None
    scopes: tuple[str, ...] = ()
    tasks: tuple[str, ...] = TASKS
    minutes: float = 0
    age_minutes: float = 0
    data_access_minutes: float | None = None
    subcode: int | None = None


def read(reader: Reader) -> TokenScript:
    """Read one row of a scenario's `tokens`; raises ScenarioError naming the place."""
    ends = ("expires_in_minutes", "age_minutes", "data_access_minutes")
    reader.only("token", "type", "account", "person", "scopes", "tasks", "is_valid", "error_subcode", "note", *ends)
    if reader.text("type") not in KINDS:
        raise reader.fault("type", f"expected one of {', '.join(KINDS)}")
    kind = KINDS[reader.text("type")]
    owner = "account" if kind in (TokenType.PAGE, TokenType.IG_USER) else "person"
    is_valid = reader.truth("is_valid", True)
    data_access = reader.fields.get("data_access_minutes")
    return TokenScript(
        text=reader.text("token"),
        type=kind,
        account=reader.text("account") if owner == "account" else None,
        person=reader.text("person") if owner == "person" else reader.maybe_text("person"),
        scopes=words(reader, "scopes", INSTAGRAM_SCOPES if kind is TokenType.IG_USER else FACEBOOK_SCOPES),
        tasks=words(reader, "tasks", TASKS),
        minutes=reader.number("expires_in_minutes", 0),
        age_minutes=reader.number("age_minutes", 0),
        data_access_minutes=None if data_access is None else reader.number("data_access_minutes"),
        subcode=None if is_valid else reader.whole("error_subcode", 460),
    )


def words(reader: Reader, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """A list of strings; raises ScenarioError."""
    if name not in reader.fields:
        return default
    rows = reader.rows(name)
    if not all(isinstance(row, str) for row in rows):
        raise reader.fault(name, "expected a list of strings")
    return tuple(str(row) for row in rows)


def check(scripts: Sequence[TokenScript], accounts: Sequence[Account], people: Sequence[Person], place: str) -> None:
    """Refuse a token that belongs to nobody, or that would mean two things."""
    taken = {each.token for each in accounts} | {each.token for each in people}
    keys, persons = {each.key for each in accounts}, {each.id for each in people}
    for number, script in enumerate(scripts):
        if script.text in taken:
            raise ScenarioError(f"{place}.tokens[{number}].token: used twice")
        if script.account is not None and script.account not in keys:
            raise ScenarioError(f"{place}.tokens[{number}].account: unknown key {script.account!r}")
        if script.account is None and script.person not in persons:
            raise ScenarioError(f"{place}.tokens[{number}].person: unknown id {script.person!r}")
        taken.add(script.text)
