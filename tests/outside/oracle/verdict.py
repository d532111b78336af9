"""Which parts of a request does Meta's SDK not declare? The oracle's verdict, with its few stated exceptions."""

from collections.abc import Iterator, Mapping, Sequence

from tests.outside.oracle import declared
from tests.outside.oracle.declared import Declared
from tests.outside.oracle.language import Wish, wishes
from tests.outside.oracle.sent import Sent

EVERYWHERE = {
    "access_token": "1.2: the token",
    "appsecret_proof": "4.5: its proof",
}
READS = {
    **EVERYWHERE,
    "fields": "1.1: what is read; never on a write, see 2.5",
    "limit": "1.6: the page size",
    "after": "1.6: the cursor onward",
    "before": "1.6: the cursor back",
    "summary": "1.6: counts beside a list",
}
"""Parameters that Meta's general pages describe, so that its SDK names them for no edge; with the facts' section."""

MODIFIERS = ("limit", "after", "before", "summary", "as")

ROOTS: Mapping[tuple[str, str], frozenset[str]] = {
    ("", "POST"): frozenset({"batch", "include_headers"}),  # 4.4
    ("debug_token", "GET"): frozenset({"input_token"}),  # 4.6
    ("oauth/access_token", "GET"): frozenset({"grant_type", "client_id", "client_secret", "fb_exchange_token"}),  # 4.6
}
"""Calls without an id which the SDK does not have, by path and method: their parameters, with the facts' section."""

LOGIN_ROOTS = {"access_token": "IGAccessTokenForIGOnlyAPI", "refresh_access_token": "IGRefreshAccessTokenForIGOnlyAPI"}
"""Calls without an id which the SDK has as nodes."""

MORE_FIELDS: Mapping[str, frozenset[str]] = {
    "Page": frozenset({"tasks"}),  # 1.2: seen in real answers of /me/accounts
}
MORE_MODIFIERS: Mapping[tuple[str, str], frozenset[str]] = {
    ("IGUser", "mentioned_comment"): frozenset({"comment_id"}),  # 2.5
}


def faults_of(sent: Sent) -> list[str]:
    """Everything in a request that the SDK does not declare, in words; empty when all is well."""
    return list(_faults(sent))


def _faults(sent: Sent) -> Iterator[str]:
    root = ROOTS.get((sent.node, sent.method))
    if root is not None:
        yield from (f"{sent.node} has no parameter {name}" for name in set(sent.params) - root - set(EVERYWHERE))
        return
    node = LOGIN_ROOTS.get(sent.node, sent.node)
    try:
        call = declared.call(node, sent.method, sent.edge)
    except ImportError:
        yield f"there is no kind of node {node!r}"
        return
    if call is None:
        yield f"{sent.method} {node}/{sent.edge} does not exist"
        return
    yield from _wrong_params(sent, call)
    if "fields" in sent.params:
        yield from _wrong_fields(call.result, wishes(sent.params["fields"]))


def _wrong_params(sent: Sent, call: Declared) -> Iterator[str]:
    common = READS if sent.method == "GET" else EVERYWHERE
    for name, value in sent.params.items():
        if call.knows(name):
            if not call.takes(name, value):
                yield f"{sent.method} {sent.node}/{sent.edge} does not take {name}={value}"
        elif name not in common:
            yield f"{sent.method} {sent.node}/{sent.edge} has no parameter {name}"


def _wrong_fields(node: str, asked: Sequence[Wish]) -> Iterator[str]:
    for wish in asked:
        call = declared.call(node, "GET", wish.name)
        if call is not None:
            yield from _wrong_modifiers(node, wish, call)
            yield from _wrong_fields(call.result, wish.inside or ())
        elif wish.name in declared.fields_of(node) | MORE_FIELDS.get(node, frozenset()):
            yield from _wrong_field(node, wish)
        else:
            yield f"{node} has no field and no edge {wish.name}"


def _wrong_modifiers(node: str, wish: Wish, call: Declared) -> Iterator[str]:
    for name, value in wish.modifiers:
        if call.knows(name):
            if not call.takes(name, value):
                yield f"{node}.{wish.name} does not take {name}({value})"
        elif name not in MODIFIERS:
            yield f"{node}.{wish.name} has no modifier {name}"


def _wrong_field(node: str, wish: Wish) -> Iterator[str]:
    """A field that is no edge takes no modifiers, and has an inside only where the SDK says what kind of node it is."""
    for name, _ in wish.modifiers:
        if name not in MORE_MODIFIERS.get((node, wish.name), frozenset()):
            yield f"{node}.{wish.name} has no modifier {name}"
    if wish.inside is None:
        return
    kind = declared.kind_of_field(node, wish.name)
    if kind is None:
        yield f"nothing is known of the inside of {node}.{wish.name}"
    else:
        yield from _wrong_fields(kind, wish.inside)
