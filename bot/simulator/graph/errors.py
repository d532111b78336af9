"""How does the pretend Graph API say no? With Meta's body, HTTP 400 and a WWW-Authenticate header."""

import secrets
from collections.abc import Mapping

from bot.simulator.graph.answer import Answer

OAUTH = "OAuthException"
METHOD = "GraphMethodException"
IG = "IGApiException"


class GraphError(Exception):
    """A refusal. `extra` holds further fields of the body, such as is_transient or error_user_msg."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        kind: str = OAUTH,
        subcode: int | None = None,
        status: int = 400,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.kind = kind
        self.subcode = subcode
        self.status = status
        self.extra = dict(extra or {})

    def answer(self) -> Answer:
        error: dict[str, object] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error |= self.extra
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16).replace("-", "x")
        words = str(error["message"]).replace('"', "'")
        # Headers are Latin-1 and one line; a message may quote what the caller sent.
        words = words.encode("ascii", "replace").decode().replace("\r", " ").replace("\n", " ")
        challenge = f'OAuth "Facebook Platform" "invalid_request" "{words}"'
        return Answer(status=self.status, body={"error": error}, headers={"WWW-Authenticate": challenge})


def gone(method: str, spelling: str) -> GraphError:
    """What is deleted, what never was and what the token may not see: the answer does not tell them apart."""
    verb = method.lower()
    return GraphError(
        100,
        f"Unsupported {verb} request. Object with ID '{spelling}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation",
        kind=METHOD,
        subcode=33,
    )


def parameter(message: str) -> GraphError:
    return GraphError(100, f"(#100) {message}")


def no_field(name: str, node: str) -> GraphError:
    return parameter(f"Tried accessing nonexisting field ({name}) on node type ({node})")


def no_edge(path: str) -> GraphError:
    return GraphError(2500, f"Unknown path components: /{path}")


def refused(message: str) -> GraphError:
    return GraphError(200, f"(#200) {message}")


def throttled(code: int, whose: str) -> GraphError:
    message = f"(#{code}) There have been too many calls to this {whose} account. Wait a bit and try again."
    return GraphError(code, message, extra={"is_transient": True})


def too_much_data() -> GraphError:
    return GraphError(1, "Please reduce the amount of data you're asking for, then retry your request", status=500)


def forbidden_edge(edge: str) -> GraphError:
    return GraphError(10, f"(#10) This endpoint ({edge}) requires a permission that the access token does not have")
