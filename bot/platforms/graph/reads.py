"""What is read alike on every account of Meta's, whatever its comments look like?"""

from collections.abc import Iterator, Mapping, Sequence

from bot.errors import PlatformError, PlatformUnavailable
from bot.model import Comment, Glance, Quota, Reach
from bot.platforms.graph.batch import BatchRead
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.places import Places
from bot.platforms.graph.slices import Element


class GraphReads:
    """The part of a `Platform` that Facebook pages and Instagram accounts share.

    `_lookup_fields` are asked of a comment that is read back; `_same` makes a comment of the answer.
    """

    _client: GraphClient
    _listing: Places
    _lookup_fields: str

    @property
    def quota(self) -> Quota:
        """What Meta told of the allowance."""
        return self._client.quota

    @property
    def refused_sources(self) -> Mapping[str, str]:
        """The places that Meta refused to list last time."""
        return self._listing.refused

    def glances(self, reach: Reach) -> Iterator[Glance]:
        """The posts of all places, see `sources.py`."""
        return self._listing.glances(reach)

    def comment(self, known: Comment) -> Comment:
        """Read one comment back."""
        return self._same(known, self._client.read(known.call_id, fields=self._lookup_fields).whole)

    def lookups(self, known: Sequence[Comment]) -> Sequence[Comment | PlatformError]:
        """Many comments, fifty to a call (each counts as one)."""
        fields = {"fields": self._lookup_fields}
        answers = self._client.batch([BatchRead(path=each.call_id, params=fields) for each in known])
        return [
            answer if isinstance(answer, PlatformError) else self._same_or_not(each, answer.whole)
            for each, answer in zip(known, answers, strict=True)
        ]

    def download(self, url: str) -> bytes:
        """The bytes of an attachment; see `GraphClient.download`."""
        return self._client.download(url)

    def _same_or_not(self, known: Comment, element: Element) -> Comment | PlatformError:
        try:
            return self._same(known, element)
        except PlatformUnavailable as error:
            return error

    def _same(self, known: Comment, element: Element) -> Comment:
        """The comment in an answer; raises `PlatformUnavailable` when it isn't the one that was asked for."""
        raise NotImplementedError
