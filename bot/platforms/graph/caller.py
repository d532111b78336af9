"""How does one call go? Through the gate, with token and proof, over the wire, into the log; once."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from urllib.parse import quote

from bot.errors import InputError, PlatformError, RequestRefused, Throttled, TokenRefused
from bot.platforms.graph.answer import Answer, answer_of
from bot.platforms.graph.limiter import Gate
from bot.platforms.graph.remarks import Remarks
from bot.platforms.graph.wire import Bearer, Bounds, Raw, Secretive, Wire, revealed, usable

Param = str | int | bool | None
Token = str | Secretive | Callable[[], str | Secretive]
"""A token, or what reads it anew for each call: a renewed one is taken up without a restart."""

MOST_ANSWER = 50 * 1024 * 1024


class Caller:
    """One token's calls, each made once. `base` is the address with the version. Nothing here prints a secret."""

    def __init__(
        self,
        *,
        base: str,
        token: Token,
        app_secret: Token | None,
        wire: Wire,
        seconds: float,
        gate: Gate | None,
        remarks: Remarks,
    ) -> None:
        self._base = base
        self._token = token
        self._app_secret = app_secret
        self._wire = wire
        self._seconds = seconds
        self._gate = gate
        self._remarks = remarks

    def call(self, method: str, path: str, params: Mapping[str, str]) -> Answer:
        """Make one call ("GET", "POST" or "DELETE"). Raises `PlatformError`.

        A `Throttled` from the gate means that nothing was sent.
        """
        return self._sent(method, quoted(path), params)

    def batch(self, form: Mapping[str, str]) -> Answer:
        """Send a batch: its address is the root."""
        return self._sent("POST", "", form)

    def _sent(self, method: str, address: str, params: Mapping[str, str]) -> Answer:
        if self._gate is not None:
            self._gate.admit()
        token = usable(_read(self._token))
        proof = {} if self._app_secret is None else _proof(token, _read(self._app_secret))
        send = {"GET": self._wire.get, "POST": self._wire.post, "DELETE": self._wire.delete}[method]
        bounds = Bounds(most_bytes=MOST_ANSWER, seconds=self._seconds)
        raw = send(f"{self._base}/{address}", {**params, **proof}, Bearer(token), bounds=bounds)
        return self.learnt(method, address, raw)

    def learnt(self, method: str, path: str, raw: Raw) -> Answer:
        """The answer in these bytes; its headers go to the gate and into the log, and so does a refusal."""
        try:
            answer = answer_of(raw.status, raw.headers, raw.body)
        except PlatformError as error:
            self._remarks.answered(method, path, raw, trace=str(error.ids.get("trace", "")))
            self._remarks.refused(method, path, error)
            self._teach(raw.headers, error)
            raise
        self._remarks.answered(method, path, raw, trace="")
        self._remarks.crowded(answer.usage)
        self._teach(raw.headers, None)
        return answer

    def _teach(self, headers: Mapping[str, str], error: PlatformError | None) -> None:
        if self._gate is None:
            return
        # The refusal first: the headers of the same answer then tell of a block that is known.
        if isinstance(error, Throttled):
            self._gate.refused(error)
        self._gate.note(headers)
        if error is None:
            self._gate.succeeded()


def _read(token: Token) -> str:
    """The secret itself. Raises `TokenRefused` when it can't be read just now."""
    try:
        return revealed(token() if callable(token) else token)
    except InputError as error:
        reason = str(error)
    # Raised outside the except block: a cause could hold bytes of the file.
    raise TokenRefused(f"a secret can't be read: {reason}")


def _proof(token: str, app_secret: str) -> dict[str, str]:
    """Source: Meta, "Secure requests": hex HMAC-SHA256 of the token under the app secret."""
    signed = hmac.new(app_secret.encode("utf-8", "surrogateescape"), token.encode(), hashlib.sha256)
    return {"appsecret_proof": signed.hexdigest()}


def quoted(path: str) -> str:
    """A path of ids and edges; raises `RequestRefused` for one that could lead somewhere else."""
    parts = path.strip("/").split("/")
    try:
        quoted = [quote(part, safe="") for part in parts]
    except UnicodeEncodeError:
        quoted = []
    if not quoted or any(part in ("", ".", "..") for part in quoted):
        raise RequestRefused("this id can't be called")
    return "/".join(quoted)


def spelt(params: Mapping[str, Param]) -> dict[str, str]:
    """Parameters as Meta spells them; None is left out."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in params.items()
        if value is not None
    }
