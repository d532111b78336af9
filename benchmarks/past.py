"""How does an archive of a hundred thousand comments come about in a minute? By the real stages, in large steps."""

from benchmarks.worker import Worker

ROUNDS_AT_ONCE = 20


def live_through(worker: Worker) -> int:
    """Collect and work off everything on the page; answers how many comments that were.

    One transaction for the whole pass and one for each two thousand comments after it: a service that can be killed
    at any moment commits page by page, a benchmark that is building its scenery need not.
    """
    with worker.store.transaction():
        number = worker.collect(whole=True)
    while True:
        with worker.store.transaction():
            if not worker.pipeline.work(most_rounds=ROUNDS_AT_ONCE):
                break
    worker.store.connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return number
