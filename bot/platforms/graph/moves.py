"""Did Meta confirm the change? A hide or unhide, sent once and believed only on `"success": true`."""

from bot.errors import PlatformUnavailable
from bot.platforms.graph.client import GraphClient, Param


def confirmed(client: GraphClient, call_id: str, /, **form: Param) -> str:
    """Send the change and answer Meta's trace id or an empty string.

    Raises `PlatformUnavailable` for every answer that neither confirms nor refuses: read back before anything else.
    """
    answer = client.write(call_id, **form)
    if not answer.is_success:
        raise PlatformUnavailable("ambiguous answer", trace=answer.trace)
    return answer.trace
