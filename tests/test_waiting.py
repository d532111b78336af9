"""How long does a failed row wait, and when is it given up? The table of `wait_after`."""

from datetime import timedelta

import pytest

from bot.errors import (
    CaptureFailed,
    EvidenceMissing,
    Gone,
    NotEffective,
    NotReadyYet,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    StorageFull,
    StoreBusy,
    StoreError,
    Throttled,
    TokenRefused,
)
from bot.pipeline import LONGEST_WAIT, MOST_SURPRISES, wait_after

SECOND = timedelta(seconds=1)


class Surprise(Exception):
    """An error nobody foresaw."""


@pytest.mark.parametrize(
    ("error", "attempts", "expected"),
    [
        (NotReadyYet("x"), 1, SECOND),
        (NotReadyYet("x"), 999, SECOND),
        (PlatformUnavailable("x"), 1, 2 * SECOND),
        (PlatformUnavailable("x"), 4, 16 * SECOND),
        (PlatformUnavailable("x"), 10, LONGEST_WAIT),
        (PlatformUnavailable("x"), 100_000, LONGEST_WAIT),
        (NotEffective("x"), 2, 4 * SECOND),
        (StorageFull("x"), 100_000, LONGEST_WAIT),
        (StoreBusy("x"), 100_000, LONGEST_WAIT),
        (CaptureFailed("x"), 3, 8 * SECOND),
        (Throttled("x", wait_seconds=90), 1, 90 * SECOND),
        (Throttled("x", wait_seconds=0), 3, 8 * SECOND),
        (Throttled("x", wait_seconds=1e9), 1, timedelta(hours=6)),
        (TokenRefused("x"), 1, LONGEST_WAIT),
        (TokenRefused("x"), 100_000, LONGEST_WAIT),
        (Gone("x"), 1, None),
        (RequestRefused("x"), 1, None),
        (PermissionRefused("x"), 1, None),
        (StoreError("x"), 1, None),
        (EvidenceMissing("x"), 1, None),
        (Surprise(), 1, 2 * SECOND),
        (Surprise(), MOST_SURPRISES - 1, 16 * SECOND),
        (Surprise(), MOST_SURPRISES, None),
    ],
)
def test_what_may_pass_is_tried_for_ever_and_what_cannot_is_given_up(
    error: Exception, attempts: int, expected: timedelta | None
) -> None:
    assert wait_after(error, attempts) == expected
