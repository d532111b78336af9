"""How are many calls answered as one? A batch: up to 50 items, each a call of its own with errors of its own."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import misfortune
from bot.simulator.graph.answer import Answer
from bot.simulator.graph.call import Call, relative, truth
from bot.simulator.graph.errors import parameter
from bot.simulator.graph.render import Context
from bot.simulator.world import World

MOST_ITEMS = 50
REFERENCE = re.compile(r"\{result=([\w-]+):\$\.([\w.*]+)\}")


@dataclass(slots=True)
class _Batch:
    """A batch being answered: the answers of its named items, and whom the others wait for."""

    context: Context
    serve: Callable[[World, Call], Answer]
    awaited: frozenset[str]
    named: dict[str, Answer | None] = field(default_factory=dict)


def answers(context: Context, serve: Callable[[World, Call], Answer]) -> list[object]:
    """Answer every item in order; what is left out or not finished is null. Raises GraphError 100 for a bad batch."""
    items = _items(context.call.params["batch"])
    context.kind = "batch"
    shows_headers = "include_headers" not in context.call.params or context.call.says("include_headers")
    batch = _Batch(context=context, serve=serve, awaited=_awaited(items))
    return [_shown(_answered(batch, item), batch, item, shows_headers) for item in items]


def _items(text: str) -> list[Mapping[str, Any]]:
    try:
        items = json.loads(text)
    except ValueError as fault:
        raise parameter("batch is not valid JSON") from fault
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise parameter(f"Too many requests in batch message. Maximum batch size is {MOST_ITEMS}")
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("relative_url"), str):
            raise parameter("Each batch item needs a relative_url")
    return items


def _awaited(items: list[Mapping[str, Any]]) -> frozenset[str]:
    """The names that later items refer to, or depend on."""
    found = {str(item["depends_on"]) for item in items if item.get("depends_on")}
    for item in items:
        found |= {match[1] for match in REFERENCE.finditer(f"{item['relative_url']} {item.get('body') or ''}")}
    return frozenset(found)


def _answered(batch: _Batch, item: Mapping[str, Any]) -> Answer | None:
    """Carry out one item, through the misfortunes that befall it; None when it is not finished."""
    wanted = item.get("depends_on")
    if wanted and not _is_fine(batch.named.get(str(wanted))):
        return None  # that a call which waits in vain is answered with null is an assumption
    address, body = (_filled(batch, str(item.get(name) or "")) for name in ("relative_url", "body"))
    token = item.get("access_token")
    method = str(item.get("method", "GET"))
    inner = relative(batch.context.call, method, address, body, None if token is None else str(token))
    if not inner.path and "batch" in inner.params:
        raise parameter("A batch may not hold a batch")
    answer = misfortune.item_answered(batch.context.world, inner, batch.serve)
    if item.get("name"):
        batch.named[str(item["name"])] = answer
    return answer


def _is_fine(answer: Answer | None) -> bool:
    return answer is not None and answer.status == 200


def _filled(batch: _Batch, text: str) -> str:
    """Put the results of named items where {result=name:$.data.*.id} refers to them, joined by commas."""

    def put(match: re.Match[str]) -> str:
        answer = batch.named.get(match[1])
        found = [] if answer is None else _reached(answer.body, match[2].split("."))
        return ",".join(str(each) for each in found)

    return REFERENCE.sub(put, text)


def _reached(value: object, steps: list[str]) -> list[object]:
    if not steps:
        return [value]
    if isinstance(value, list) and steps[0] == "*":
        return [found for each in value for found in _reached(each, steps[1:])]
    return _reached(value[steps[0]], steps[1:]) if isinstance(value, dict) and steps[0] in value else []


def _shown(answer: Answer | None, batch: _Batch, item: Mapping[str, Any], shows_headers: bool) -> object:
    if answer is None or (_is_fine(answer) and _is_omitted(batch, item)):
        return None
    spelt: dict[str, object] = {"code": answer.status, "body": answer.text()}
    if shows_headers:
        headers = {"Content-Type": answer.content_type, **answer.headers}
        spelt["headers"] = [{"name": name, "value": value} for name, value in headers.items()]
    return spelt


def _is_omitted(batch: _Batch, item: Mapping[str, Any]) -> bool:
    """A named item that others wait for is left out unless it asks not to be; any other only when it asks to be."""
    wish = item.get("omit_response_on_success", str(item.get("name", "")) in batch.awaited)
    return truth("omit_response_on_success", str(wish))
