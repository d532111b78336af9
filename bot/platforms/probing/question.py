"""What is one question of a probe, and what becomes of it when Meta is unkind?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.errors import PlatformError, Throttled, TokenRefused, WritesBlocked
from bot.model import PlatformName
from bot.platforms.probing.bench import Bench
from bot.platforms.probing.findings import Finding, NotSettled, Seen

FACEBOOK, INSTAGRAM = frozenset({PlatformName.FACEBOOK}), frozenset({PlatformName.INSTAGRAM})
BOTH = FACEBOOK | INSTAGRAM
FINE = "nothing to do: the program expects this"
EITHER = "nothing to do: the program works with either answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `means` tells by answer what follows; `otherwise` stands for every answer that isn't in it."""

    key: str
    words: str
    done: str
    ask: Callable[[Bench], Seen]
    means: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = EITHER
    point: int | None = None
    of: frozenset[PlatformName] = BOTH

    def asked(self, bench: Bench) -> Finding:
        """Ask it. Raises only what ends the whole probe: a throttle, a dead token, blocked writes, a wish to stop."""
        try:
            seen = self.ask(bench)
        except NotSettled as error:
            return self.unsettled(error.message)
        except (Throttled, TokenRefused, WritesBlocked):
            raise
        except PlatformError as error:
            return self.unsettled(f"Meta's answer prevented it: {bench.traces.refusal(error)}")
        means = self.means.get(seen.answer, self.otherwise)
        return self._finding(seen.answer, seen.seen, means)

    def unsettled(self, reason: str) -> Finding:
        """The finding that there is no answer, and why."""
        return self._finding("", reason, "")

    def _finding(self, answer: str, seen: str, means: str) -> Finding:
        return Finding(
            key=self.key,
            point=self.point,
            question=self.words,
            done=self.done,
            answer=answer,
            seen=seen,
            means=means,
        )
