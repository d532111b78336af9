"""How does a probe go from beginning to end? Leftovers first, then the questions, and then everything deleted again."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bot.errors import MonitorError, PlatformError, Throttled, TokenRefused, WritesBlocked
from bot.model import Comment, PlatformName, Post
from bot.platforms.probing.bench import Bench
from bot.platforms.probing.findings import Finding, Left, Report, Stopped
from bot.platforms.probing.hands import Hands, crowded
from bot.platforms.probing.journal import Journal, forget
from bot.platforms.probing.leftovers import Leftover, leftovers
from bot.platforms.probing.marks import Marks
from bot.platforms.probing.questions import questions_for
from bot.platforms.probing.removal import Removal
from bot.platforms.probing.site import Site

MOST_MADE = {PlatformName.FACEBOOK: 6, PlatformName.INSTAGRAM: 6}
"""So many comments of ours a run makes at most."""
Tell = Callable[[int, int], None]
Look = Callable[[Sequence[str]], None]


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
        return leftovers(self._site, self._post, self._folder)

    def remove(self, found: Sequence[Leftover]) -> None:
        """Delete what earlier runs left."""
        for each in found:
            left = [*each.doubtful, *self._removal(each.post, partial(each.is_ours, self._site)).clear(each.comments)]
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


def _reason(bench: Bench, error: MonitorError) -> str:
    told = bench.traces.refusal(error) if isinstance(error, PlatformError) else ""
    return f"{error.message}{f': {told}' if told else ''}"
