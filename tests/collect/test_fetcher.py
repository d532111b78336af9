"""Are the bytes of attachments kept before their addresses expire, and is the reason kept when they can't be?"""

import pytest

from bot.collect.fetcher import MOST_ATTEMPTS, Fetcher
from bot.errors import Gone, MonitorError, PlatformUnavailable, RequestRefused, StorageFull, Throttled
from bot.model import AttachmentState, Stage
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import FixedClock, attachment, claimed, collected, comment, log_lines
from tests.fakes import FakePlatform

ADDRESS = "https://cdn.example/cat.png"


@pytest.fixture
def platform(store: SqliteStore) -> FakePlatform:
    """A page whose one comment came with a cat and a dog."""
    collected(store, comment(attachments=(attachment(), attachment("dog", url="https://cdn.example/dog.png"))))
    for kept in store.comments.attachments_of(1):
        store.work.enqueue(Stage.FETCH, kept.id, run_after=FixedClock().now())
    made = FakePlatform()
    made.downloads = {ADDRESS: b"cat", "https://cdn.example/dog.png": b"dog"}
    return made


@pytest.fixture
def fetcher(store: SqliteStore, archive: ObjectFiles, platform: FakePlatform, clock: FixedClock) -> Fetcher:
    return Fetcher(platforms={"maple": platform}, store=store, archive=archive, clock=clock)


def states(store: SqliteStore) -> list[AttachmentState]:
    return [kept.state for kept in store.comments.attachments_of(1)]


def test_bytes_are_kept_and_found_under_their_hash(store: SqliteStore, archive: ObjectFiles, fetcher: Fetcher) -> None:
    fetcher.run(claimed(store, Stage.FETCH))
    cat, dog = store.comments.attachments_of(1)
    assert (archive.read(str(cat.sha256)), archive.read(str(dog.sha256))) == (b"cat", b"dog")
    assert states(store) == [AttachmentState.KEPT] * 2
    assert store.work.waiting() == {}
    body = {"attachment": 1, "revision": 1, "object": cat.sha256, "why": ""}
    assert log_lines(store)[0][::2] == ("attachment", body)


@pytest.mark.parametrize("error", [Gone("the address no longer answers"), RequestRefused("not on the platform")])
def test_an_address_that_is_dead_is_written_down_with_its_reason(
    store: SqliteStore, platform: FakePlatform, fetcher: Fetcher, error: MonitorError
) -> None:
    platform.downloads[ADDRESS] = error
    fetcher.run(claimed(store, Stage.FETCH))
    cat = store.comments.attachment(1)
    assert (cat.state, cat.sha256, cat.error) == (AttachmentState.FAILED, None, error.message)
    assert states(store) == [AttachmentState.FAILED, AttachmentState.KEPT]
    assert log_lines(store)[0][2]["why"] == error.message
    assert store.work.waiting() == {}


@pytest.mark.parametrize("error", [PlatformUnavailable("no answer"), Throttled("enough", wait_seconds=1)])
def test_trouble_that_passes_is_tried_again_before_the_address_is_given_up(
    store: SqliteStore, platform: FakePlatform, fetcher: Fetcher, clock: FixedClock, error: MonitorError
) -> None:
    platform.downloads[ADDRESS] = error
    for _ in range(MOST_ATTEMPTS - 1):
        cat, *others = claimed(store, Stage.FETCH, at=clock.now())
        with pytest.raises(type(error)):
            fetcher.run([cat])
        for row in (cat, *others):
            store.work.retry(row, error="", run_after=clock.now(), now=clock.now())
    assert states(store) == [AttachmentState.WAITING] * 2
    fetcher.run(claimed(store, Stage.FETCH, at=clock.now()))
    assert states(store) == [AttachmentState.FAILED, AttachmentState.KEPT]


def test_a_row_that_was_done_before_is_only_finished(
    store: SqliteStore, platform: FakePlatform, fetcher: Fetcher, clock: FixedClock
) -> None:
    fetcher.run(claimed(store, Stage.FETCH))
    platform.calls.clear()
    store.work.enqueue(Stage.FETCH, 1, run_after=clock.now(), again=True)
    fetcher.run(claimed(store, Stage.FETCH, at=clock.tick()))
    assert (platform.calls, store.work.waiting()) == ([], {})


def test_a_full_disk_leaves_the_attachment_waiting(
    store: SqliteStore, archive: ObjectFiles, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(content: bytes) -> str:
        raise StorageFull("no room")

    monkeypatch.setattr(archive, "keep", refuse)
    with pytest.raises(StorageFull):
        fetcher.run(claimed(store, Stage.FETCH))
    assert states(store) == [AttachmentState.WAITING] * 2
    assert store.work.waiting() == {Stage.FETCH: 2}
