"""Is the proof on disk and whole, before anything is changed?"""

from bot.errors import EvidenceMissing
from bot.model import Capture, CaptureOutcome, Revision
from bot.ports import Archive, Store


class Proof:
    """Looks at record and picture as they lie there."""

    def __init__(self, *, store: Store, archive: Archive) -> None:
        self._store = store
        self._archive = archive

    def of(self, revision: Revision) -> Capture:
        """The good capture of these words. Record and picture are read from disk and compared with their hashes.

        Raises `EvidenceMissing`.
        """
        record = self._store.evidence.record(revision.id)
        capture = self._store.evidence.capture(revision.id)
        if record is None or capture is None or capture.outcome is not CaptureOutcome.OK or capture.sha256 is None:
            reason = capture.error if capture is not None and capture.error else "there is no picture yet"
            raise EvidenceMissing(f"no proof: {reason}", revision=revision.id)
        self._archive.read(record.payload_sha256)
        self._archive.read(capture.sha256)
        return capture
