"""When does a webhook arrive, how often, and in what order? The pretend Meta's deliveries, honest or mischievous."""

import heapq
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.simulator.events import Reader
from bot.simulator.outbound import Outbound
from bot.simulator.webhooks import MOST_CHANGES, Change, Delivery, batches, delivery
from bot.simulator.world import World

ENDURES = timedelta(hours=36)
FIRST_PAUSE = timedelta(minutes=1)
ACCEPTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mischief:
    """Shares between 0 and 1 of the deliveries that come twice, late (at any time within 36 hours) or never.

    `disorder` is the share of rounds in which the changes are shuffled. `most` bounds the changes in one POST.
    The same seed makes the same mischief.
    """

    seed: int = 1
    duplicates: float = 0
    disorder: float = 0
    late: float = 0
    lost: float = 0
    most: int = MOST_CHANGES


@dataclass(order=True, slots=True, kw_only=True)
class _Due:
    moment: datetime
    serial: int
    made: datetime = field(compare=False)
    delivery: Delivery = field(compare=False)
    tries: int = field(default=0, compare=False)


class Deliverer:
    """Posts what waits in the world. It holds the world's lock only while it takes changes, never while it posts."""

    def __init__(self, world: World, post: Outbound | None = None, *, mischief: Mischief | None = None) -> None:
        self.lost = 0
        self._world = world
        self._post = post or world.outbound
        self._mischief = mischief or Mischief()
        self._dice = random.Random(self._mischief.seed)
        self._due: list[_Due] = []
        self._serial = 0
        self._lock = threading.Lock()

    def misbehave(self, mischief: Mischief) -> None:
        """From now on, be as mischievous as this."""
        with self._lock:
            self._mischief, self._dice = mischief, random.Random(mischief.seed)

    @property
    def waiting(self) -> int:
        """POSTs that are late or will be tried again."""
        return len(self._due)

    def deliver(self) -> int:
        """Post everything due by the world's clock; gives how many POSTs were accepted with a 200.

        A refused POST is tried again at once, then after 1, 2, 4 ... minutes, and dropped after 36 hours.
        """
        with self._lock:
            with self._world.lock:
                now = self._world.now()
                changes = self._world.hearing.taken()
            self._plan(changes, now)
            accepted = 0
            while self._due and self._due[0].moment <= now:
                accepted += self._tried(heapq.heappop(self._due), now)
            return accepted

    def _plan(self, changes: list[Change], now: datetime) -> None:
        if self._strikes(self._mischief.disorder):
            self._dice.shuffle(changes)
        rounds = list(batches(changes, self._mischief.most))
        if self._strikes(self._mischief.disorder):
            self._dice.shuffle(rounds)
        for rows in rounds:
            self._plan_one(rows, now)

    def _plan_one(self, rows: Sequence[Change], now: datetime) -> None:
        mischief = self._mischief
        if self._strikes(mischief.lost):
            self.lost += 1
            return
        made = delivery(rows, now, is_old=self._world.settings.old_webhook_forms)
        for _ in range(2 if self._strikes(mischief.duplicates) else 1):
            wait = self._dice.uniform(0, ENDURES.total_seconds()) if self._strikes(mischief.late) else 0
            self._push(_Due(moment=now + timedelta(seconds=wait), serial=0, made=now, delivery=made))

    def _tried(self, due: _Due, now: datetime) -> int:
        """One POST, and where it is refused another at once; gives 1 when it was accepted."""
        status, _ = self._post("POST", due.delivery.address, due.delivery.body, due.delivery.headers)
        if status == ACCEPTED:
            return 1
        due.tries += 1
        pause = timedelta(0) if due.tries == 1 else FIRST_PAUSE * 2 ** (due.tries - 2)
        due.moment = now + pause
        if due.moment - due.made > ENDURES:
            self.lost += 1
        else:
            self._push(due)
        return 0

    def _push(self, due: _Due) -> None:
        self._serial += 1
        due.serial = self._serial
        heapq.heappush(self._due, due)

    def _strikes(self, share: float) -> bool:
        return share > 0 and self._dice.random() < share


def mischief(value: object, place: str) -> Mischief:
    """Read Mischief from JSON; raises ScenarioError naming the place."""
    reader = Reader(value, place)
    reader.only(*Mischief.__dataclass_fields__)
    return Mischief(
        seed=reader.whole("seed", 1),
        duplicates=_share(reader, "duplicates"),
        disorder=_share(reader, "disorder"),
        late=_share(reader, "late"),
        lost=_share(reader, "lost"),
        most=max(1, reader.whole("most", MOST_CHANGES)),
    )


def _share(reader: Reader, name: str) -> float:
    found = reader.number(name, 0)
    if not 0 <= found <= 1:
        raise reader.fault(name, "expected a share between 0 and 1")
    return found
