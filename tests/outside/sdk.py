"""How is Meta's own SDK pointed at the simulator? Without its default api, and without its crash reports to Meta."""

from collections.abc import Mapping
from typing import Any

from facebook_business.api import FacebookAdsApi, FacebookAdsApiBatch
from facebook_business.session import FacebookSession

from tests.outside.guard import kept_here
from tests.outside.worlds import APP_ID, APP_SECRET, VERSION


def sdk_for(address: str, token: str = "page-token", secret: str | None = APP_SECRET) -> Any:
    """Meta's client for one token. `secret` None leaves the appsecret_proof out.

    Made by hand: `FacebookAdsApi.init` would set a default for the whole process and report exceptions to Meta.
    """
    session = FacebookSession(APP_ID, secret, token)
    kept_here(session.requests)
    session.GRAPH = address
    return FacebookAdsApi(session, VERSION)


class Heard:
    """A batch, and what became of its items: bodies of those that worked, errors of those that did not."""

    def __init__(self, api: Any) -> None:
        self.batch: Any = FacebookAdsApiBatch(api=api)
        self.bodies: list[Mapping[str, Any]] = []
        self.errors: list[Any] = []
        self.headers: list[Any] = []

    def worked(self, answer: Any) -> None:
        self.bodies.append(answer.json())
        self.headers.append(answer.headers())

    def failed(self, answer: Any) -> None:
        self.errors.append(answer.error())
        self.headers.append(answer.headers())

    @property
    def callbacks(self) -> Mapping[str, Any]:
        """What a call of the SDK needs in order to become an item of this batch."""
        return {"batch": self.batch, "success": self.worked, "failure": self.failed}
