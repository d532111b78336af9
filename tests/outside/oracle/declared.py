"""What does Meta's SDK declare? For each kind of node its fields, and its calls with their parameters and results."""

import importlib
import inspect
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

NODES = "facebook_business.adobjects"
_VERBS = {"GET": ("get_", "api_get"), "POST": ("create_", "api_update"), "DELETE": ("delete_", "api_delete")}

RESULTS = {
    # The SDK leaves these open (`AbstractCrudObject`), or names the Facebook node where Instagram's is meant.
    ("IGUserForIGOnlyAPI", "media"): "IGMediaForIGOnlyAPI",
    ("IGUserForIGOnlyAPI", "live_media"): "IGMediaForIGOnlyAPI",
    ("IGMediaForIGOnlyAPI", "comments"): "IGComment",
}
"""What an edge leads to, where the SDK does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One call. `checker` is the SDK's own, `result` the kind of node that comes of it."""

    checker: Any
    result: str

    def knows(self, name: str) -> bool:
        """Whether the call has this parameter."""
        return bool(self.checker.is_valid_key(name))

    def takes(self, name: str, value: str) -> bool:
        """Whether the value, as spelt on the wire, is of the declared type (one of the declared words, for an enum)."""
        kind = str(self.checker.get_type(name))
        element = re.fullmatch(r"list<(.+)>", kind)
        if element is None:
            return bool(self.checker.is_type(kind, value))
        try:
            listed = json.loads(value)
        except ValueError:
            return False
        return isinstance(listed, list) and all(self.checker.is_type(element[1], each) for each in listed)


@cache
def node(name: str) -> Any:
    """The SDK's class for a kind of node. Raises `ModuleNotFoundError` for one it does not have."""
    return getattr(importlib.import_module(f"{NODES}.{name.lower()}"), name)


@cache
def fields_of(name: str) -> frozenset[str]:
    """The fields that a kind of node has."""
    listed = vars(node(name).Field).items()
    return frozenset(value for key, value in listed if not key.startswith("__") and isinstance(value, str))


@cache
def edges_of(name: str) -> frozenset[str]:
    """The lists that can be read of a kind of node."""
    found = (
        re.search(r"method='GET',\s+endpoint='/(\w+)',", inspect.getsource(function))
        for title, function in inspect.getmembers(node(name), inspect.isfunction)
        if title.startswith("get_")
    )
    return frozenset(match[1] for match in found if match is not None)


def kind_of_field(name: str, field: str) -> str | None:
    """The kind of node that a field holds; None for a plain value, and where the SDK does not say ("Object")."""
    kind = re.sub(r"^list<(.+)>$", r"\1", str(node(name)._field_types.get(field, "")))
    try:
        node(kind)
    except (ImportError, AttributeError):
        return None
    return kind


@cache
def call(name: str, method: str, edge: str) -> Declared | None:
    """The declaration of a call on a kind of node; `edge` is empty for the node itself. None: there is no such call."""
    prefix, on_node = _VERBS[method]
    for title, function in inspect.getmembers(node(name), inspect.isfunction):
        wanted = title == on_node if not edge else title.startswith(prefix) and title != on_node
        if wanted and _leads_to(function, method, edge):
            request: Any = function(node(name)("1", api=_nobody()), pending=True)
            result = RESULTS.get((name, edge), request._target_class.__name__)
            return Declared(checker=request._param_checker, result=result)
    return None


def _leads_to(function: Any, method: str, edge: str) -> bool:
    """Read from the source: a few of the SDK's modules don't even compile, so not every function can be tried."""
    source = inspect.getsource(function)
    return f"endpoint='/{edge}'," in source and f"method='{method}'," in source


@cache
def _nobody() -> Any:
    """An api object to build requests with. None is ever sent."""
    return FacebookAdsApi(FacebookSession("1", "nobody", "nobody"), "v26.0")
