"""What does a district's day look like? Accounts, posts with a past, and the comments of one day, from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.model import Account, PlatformName
from bot.simulator.scenario import parse
from bot.simulator.script import Scenario

DAY_MINUTES = 24 * 60
APP_SECRET = "benchmark-app-secret"
VERIFY_TOKEN = "benchmark-verify-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """Who is watched, and the world's script: step 0 is the past, then comes the day, dated from minute 0 on."""

    accounts: tuple[Account, ...]
    scenario: Scenario
    comments: int


def district(*, accounts: int, posts: int, comments: int, past: int, seed: int = 1) -> District:
    """A district of `accounts` pages (every fourth on Instagram) with `posts` posts each and `past` comments in all,
    and a day on which `comments` are written: most between 6 and 22 o'clock, under recent posts, one in four a reply.
    """
    dice = random.Random(seed)
    watched = tuple(_account(number) for number in range(accounts))
    script = parse(
        {
            "name": "benchmark",
            "seed": str(seed),
            "app": {"id": "1", "secret": APP_SECRET},
            "accounts": [_row(account, watched[number - 1].id) for number, account in enumerate(watched)],
            "settings": {"require_proof": True},
            "steps": [
                {"label": "past", "at_minutes": -1, "events": list(_past(watched, posts, past, dice))},
                {"label": "day", "at_minutes": 0, "events": list(_day(watched, posts, comments, dice))},
            ],
        }
    )
    return District(accounts=watched, scenario=script, comments=comments)


def _account(number: int) -> Account:
    is_instagram = number % 4 == 3
    return Account(
        id=f"page-{number}",
        platform=PlatformName.INSTAGRAM if is_instagram else PlatformName.FACEBOOK,
        name=f"School {number}",
        external_id=str((17841400000000000 if is_instagram else 100000000000000) + number),
    )


def _row(account: Account, before: str) -> dict[str, Any]:
    """An Instagram account hangs on the page before it, through which it is heard."""
    is_instagram = account.platform is PlatformName.INSTAGRAM
    return {
        "key": account.id,
        "platform": str(account.platform),
        "id": account.external_id,
        "name": account.name,
        "username": account.id.replace("-", ""),
        "token": f"token-of-{account.id}",
        **({"linked_page": before} if is_instagram else {}),
    }


def _past(watched: tuple[Account, ...], posts: int, past: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    """Posts of the last `posts` half days; the comments lie on them as heavily tailed as they do in life."""
    for account in watched:
        for number in range(posts):
            minutes = -DAY_MINUTES / 2 * (number + 1)
            yield {"type": "post", "account": account.id, "key": f"{account.id}/{number}", "text": "News",
                   "at_minutes": minutes}  # fmt: skip
    for number in range(past):
        account, place = dice.choice(watched), _place(posts, dice)
        since = DAY_MINUTES / 2 * (place + 1)
        yield _comment(f"{account.id}/{place}", f"past-{number}", -dice.uniform(1, since), dice)


def _day(watched: tuple[Account, ...], posts: int, comments: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    said: dict[str, list[str]] = {}
    for number, minute in enumerate(sorted(_minute(dice) for _ in range(comments))):
        post, key = f"{dice.choice(watched).id}/{_place(posts, dice)}", f"new-{number}"
        tops = said.setdefault(post, [])
        row = _comment(post, key, minute, dice)
        if tops and dice.random() < 0.25:
            row["parent"] = dice.choice(tops)
        else:
            tops.append(key)
        yield row


def _place(posts: int, dice: random.Random) -> int:
    """Which post, counted from the newest: half of all comments fall on a tenth of the posts, some on very old ones."""
    return min(posts - 1, int(dice.paretovariate(0.8)) - 1)


def _minute(dice: random.Random) -> float:
    return dice.uniform(6 * 60, 22 * 60) if dice.random() < 0.95 else dice.uniform(0, DAY_MINUTES - 1)


def _comment(post: str, key: str, minute: float, dice: random.Random) -> dict[str, Any]:
    who = dice.randrange(500)
    return {"type": "comment", "post": post, "key": key, "text": f"Words {key}", "at_minutes": minute,
            "author": {"id": str(7000 + who), "name": f"Reader {who}"}}  # fmt: skip
