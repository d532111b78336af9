"""How does a thing become JSON? By a table that reads each known field, and refuses the unknown ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar, cast

from bot.simulator.graph.auth import Viewer
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import no_field, parameter
from bot.simulator.graph.fields import Field
from bot.simulator.graph.paging import Asked
from bot.simulator.state import State
from bot.simulator.world import World

T = TypeVar("T")
ABSENT = object()


@dataclass(slots=True, kw_only=True)
class Context:
    """One call being answered; `kind` names what it turned out to be, for the count of calls."""

    world: World
    call: Call
    viewer: Viewer
    kind: str = "other"

    @property
    def state(self) -> State:
        return self.world.state


Read = Callable[[Context, T, Field], object]


@dataclass(frozen=True, slots=True)
class Node:
    """A kind of node: its name in error messages, how each field is read, and what is shown unasked."""

    name: str
    readers: Mapping[str, Callable[[Context, object, Field], object]]
    unasked: tuple[Field, ...] = field(default=())

    def render(self, context: Context, thing: object, fields: Sequence[Field] | None) -> dict[str, object]:
        shown: dict[str, object] = {}
        for each in fields or self.unasked:
            if each.name not in self.readers:
                raise no_field(each.name, self.name)
            value = self.readers[each.name](context, thing, each)
            if value is not ABSENT:
                shown[each.label] = value
        shown["id"] = self.readers["id"](context, thing, Field(name="id"))
        return shown


def node(name: str, readers: Mapping[str, Read[T]], unasked: Sequence[Field]) -> Node:
    """Make a Node whose readers know the type of thing they read."""
    return Node(name, cast(Mapping[str, Callable[[Context, object, Field], object]], readers), tuple(unasked))


def plain(read: Callable[[Context, T], object]) -> Read[T]:
    """A reader of a value, which may be an object from which inner fields are picked."""

    def reader(context: Context, thing: T, asked: Field) -> object:
        return _picked(read(context, thing), asked.inner)

    return reader


def absent(context: Context, thing: object, asked: Field) -> object:
    """A field Meta knows and has nothing to say about."""
    return ABSENT


def _picked(value: object, inner: Sequence[Field] | None) -> object:
    if inner is None or value is ABSENT:
        return value
    if isinstance(value, list):
        return [_picked(item, inner) for item in value]
    if isinstance(value, dict):
        return {each.label: _picked(value[each.name], each.inner) for each in inner if each.name in value}
    return value


def inner_edge(path: str, asked: Field) -> Asked:
    """An edge asked for inside `fields`: its modifiers are its parameters."""
    return Asked(path=path, params=asked.modifiers, fields=asked.inner)


def spelt(moment: datetime) -> str:
    """A time as Meta writes it: no colon in the offset, always +0000."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def moment_param(params: Mapping[str, str], name: str) -> datetime | None:
    """A time parameter, Unix seconds or ISO 8601."""
    text = params.get(name)
    if not text:
        return None
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError) as fault:
        raise parameter(f"Param {name} must be a Unix timestamp or a date") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
