"""How does a probe go from beginning to end? Leftovers first, then the questions, and then everything deleted again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.errors import (
    Gone,
    InputError,
    MonitorError,
    PlatformError,
    PlatformUnavailable,
    Throttled,
    TokenRefused,
    WritesBlocked,
)
from bot.model import Comment, PlatformName, Post
from bot.platforms.graph.reading import bare_id
from bot.platforms.probing.bench import Bench
from bot.platforms.probing.findings import Finding, Left, Report, Stopped
from bot.platforms.probing.hands import Hands, crowded
from bot.platforms.probing.journal import Journal, Note, forget, notes
from bot.platforms.probing.marks import Marks, is_wording
from bot.platforms.probing.questions import questions_for
from bot.platforms.probing.removal import Removal
from bot.platforms.probing.site import Site

MOST_MADE = {PlatformName.FACEBOOK: 6, PlatformName.INSTAGRAM: 6}
"""So many comments of ours a run makes at most."""
Tell = Callable[[int, int], None]
Look = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What an earlier run left on one post; `note` is its file, None when only the page told of it."""

    post: Post
    comments: tuple[Comment, ...]
    note: Note | None


class Probe:
    """One run on one post. `left` is what could not be deleted again, known also when `run` ends by an error."""

    def __init__(self, *, site: Site, post: Post, folder: Path, marks: Marks) -> None:
        self._site = site
        self._post = post
        self._folder = folder
        self._marks = marks
        self._journal = Journal(folder, account_id=site.account.id, post_id=post.external_id, run=marks.run)
        self.hands = Hands(site, post, self._journal, marks)
        self.left: list[Left] = []

    def leftovers(self) -> list[Leftover]:
        """What earlier runs left on the posts they noted and on this one; only reads. Raises `PlatformError`."""
        found = [each for note in notes(self._folder, self._site.account.id) if (each := self._noted(note))]
        known = {comment.external_id for each in found for comment in each.comments}
        here = tuple(each for each in self._marked(self._post) if each.external_id not in known)
        return [*found, Leftover(post=self._post, comments=here, note=None)] if here else found

    def remove(self, leftovers: Sequence[Leftover]) -> None:
        """Delete what earlier runs left."""
        for each in leftovers:
            left = self._removal(each.post, partial(self._is_leftover, each)).clear(each.comments)
            if not left and each.note is not None:
                forget(each.note.path)
            self.left += left

    def run(self, tell: Tell, look: Look) -> Report:
        """Ask everything and clean up; whatever happens, the clean-up is tried."""
        began, findings, early = self._site.clock.now(), list[Finding](), ""
        bench = Bench(site=self._site, post=self._post, hands=self.hands, look=look)
        questions = questions_for(self._site.account.platform)
        self._journal.begin()
        try:
            for number, each in enumerate(questions, 1):
                early = early or crowded(self._site)
                finding = each.unsettled(early) if early else None
                try:
                    findings.append(finding or each.asked(bench))
                except (Throttled, TokenRefused, WritesBlocked, Stopped) as error:
                    early = _reason(bench, error)
                    findings.append(each.unsettled(early))
                tell(number, len(questions))
        finally:
            self.clean_up()
        return Report(
            account_id=self._site.account.id,
            platform=self._site.account.platform,
            post_id=self._post.external_id,
            program=self._marks.program,
            asked_version=self._site.version,
            answered_versions=tuple(self._site.meter.versions),
            began=began,
            ended=self._site.clock.now(),
            calls=self._site.meter.calls,
            findings=tuple(findings),
            own_ids=self._journal.ids,
            traces=tuple(bench.traces.found),
            left=tuple(self.left),
            unanswered=self.hands.unanswered,
            ended_early=early,
        )

    def clean_up(self) -> None:
        """Delete everything that this run made; what can't be is in `left`, and in the note for the next run."""
        removal = self._removal(self._post, self.hands.is_mine)
        left = removal.clear(self.hands.made)
        try:
            strays = list(self.hands.strays())
        except PlatformError as error:
            strays = []
            if self.hands.unanswered:
                where = self._post.permalink or self._post.external_id
                left.append(Left(link=where, why=f"whether one more comment was made can't be told: {error.message}"))
        left += removal.clear(strays)
        self.left += left
        if not left and not self.hands.unanswered:
            self._journal.end()

    def _removal(self, post: Post, is_mine: Callable[[Comment], bool]) -> Removal:
        return Removal(self._site, post, is_mine)

    def _noted(self, note: Note) -> Leftover | None:
        """What is left of a run that was noted; a note of which nothing is left is forgotten."""
        try:
            post = self._site.post(note.post_id)
            found = {each.external_id: each for each in (*self._by_id(note, post), *self._marked(post))}
        except Gone:  # with a post go its comments
            found = {}
        if found:
            return Leftover(post=post, comments=tuple(found.values()), note=note)
        forget(note.path)
        return None

    def _by_id(self, note: Note, post: Post) -> Iterator[Comment]:
        for call_id in note.ids:
            try:
                fresh = self._site.platform.comment(self._site.known(call_id, post))
            except Gone:
                continue
            if is_wording(fresh.text):
                yield fresh

    def _marked(self, post: Post) -> Iterator[Comment]:
        """Our own comments under a post that are, word for word, those of a probe."""
        try:
            listed = list(self._site.platform.answers(post, None))
        except PlatformUnavailable as error:
            raise InputError(
                f"the comments of the post {post.external_id} can't be listed ({error.message}), so that test comments "
                "could not be found again; try again later, or name another post"
            ) from error
        yield from (each for each in listed if is_wording(each.text) and self._site.platform.is_ours(each) is True)

    def _is_leftover(self, leftover: Leftover, comment: Comment) -> bool:
        """By wording and author; where Meta doesn't tell the author, by the id that Meta answered when it was made."""
        ours = self._site.platform.is_ours(comment)
        noted = {bare_id(each) for each in leftover.note.ids} if leftover.note else set()
        return is_wording(comment.text) and (ours is True or (ours is None and comment.external_id in noted))


def _reason(bench: Bench, error: MonitorError) -> str:
    told = bench.traces.refusal(error) if isinstance(error, PlatformError) else ""
    return f"{error.message}{f': {told}' if told else ''}"
