"""What does the service remember of Meta's allowances? For commands that ask Meta beside it, or before it starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.bootstrap.parts import open_store
from bot.config import Config
from bot.errors import StorageFull, StoreError
from bot.ports import Quotas


@contextmanager
def quotas_of(config: Config) -> Iterator[Quotas | None]:
    """What the index holds of the allowances; None where there is no index that we may use.

    The index of another user (the token commands are run as root) is left alone: files beside it would become ours, and
    the service could not write to it any more.
    """
    try:
        store = open_store(config) if _is_ours(config) else None
    except (StoreError, StorageFull):
        store = None
    try:
        yield None if store is None else store.quotas
    finally:
        if store is not None:
            store.close()


def _is_ours(config: Config) -> bool:
    try:
        return config.index_file.stat().st_uid == os.geteuid()
    except OSError:
        return False
