"""How do comments get from a page into the index? Pass by pass over one account, as the plan says."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.collect.course import Course, Memory
from bot.collect.glancing import Question, Settled, follow, news, retry_after
from bot.collect.hints import Hints
from bot.collect.intake import Intake, Progress
from bot.collect.noticing import Noticing
from bot.collect.plan import (
    MOST_ALONE,
    SLOW_FROM,
    Outlook,
    Pace,
    Promise,
    Reading,
    Step,
    alone,
    is_due,
    pace_of,
    step,
)
from bot.collect.reader import PostReader
from bot.errors import Gone, PermissionRefused, PlatformUnavailable, RequestRefused, Throttled
from bot.model import Account, Glance, NoticeKind, Post, PostWatch, Quota, Reach, Wake
from bot.ports import Clock, Platform, Store

log = logging.getLogger(__name__)

WAKE_GAPS = {
    Pace.NORMAL: timedelta(seconds=5),
    Pace.SLOW: timedelta(minutes=1),
    Pace.FRESH: timedelta(minutes=5),
    Pace.STOPPED: timedelta(hours=1),
}
"""So far apart are passes that webhooks wake for, by how fast we may read."""
MOST_SICK = 3
"""So many posts in a row that can't be read end a pass: the trouble isn't theirs."""
WENT_NOWHERE = "no list of comments could be read to its end; is the token a page's own, with all permissions?"
USED_UP = "Meta's allowance for this page is used up; reading goes on by itself when Meta allows it again"
CROWDED = "Meta's allowance for this page is nearly used up: it is read more rarely until there is room again."


class Collector:
    """Reads accounts; the plan is in `plan.py`, what a listing settles in `glancing.py`."""

    def __init__(
        self, *, platforms: Mapping[str, Platform], store: Store, clock: Clock, zone: ZoneInfo, promise: Promise
    ) -> None:
        self._platforms = platforms
        self._store = store
        self._clock = clock
        self._zone = zone
        self._promise = promise
        self._noticing = Noticing(store)
        self._intake = Intake(platforms=platforms, store=store, clock=clock)
        self._reader = PostReader(
            platforms=platforms,
            store=store,
            clock=clock,
            intake=self._intake,
            noticing=self._noticing,
            promise=promise,
        )
        self._hints = Hints(platforms=platforms, store=store, clock=clock, intake=self._intake)
        self._memories: dict[str, Memory] = {}

    def collect(self, account: Account, *, whole: bool = False) -> int:
        """One pass, now; answers how many new or edited comments it brought.

        A post that can't be read doesn't keep the others from being read; its error is raised at the end. An error
        that concerns the whole account (network, token, quota) ends the pass at once; what was read stays.
        """
        return self._pass(account, at_once=True, whole=whole)

    def collect_due(self, account: Account) -> int | None:
        """As `collect`, but only what the plan finds due; None when nothing is."""
        now, memory = self._clock.now(), self._memory(account)
        if memory.is_waiting(now, self._promise.fresh) and not self._is_woken(account, now):
            return None
        return self._pass(account, at_once=False, whole=False)

    def _is_woken(self, account: Account, now: datetime) -> bool:
        """Whether a webhook waits, and the last pass lies far enough back for the pace."""
        memory = self._memory(account)
        gap = WAKE_GAPS[memory.pace or Pace.NORMAL]
        return is_due(memory.begun_at, gap, now) and bool(self._hints.waiting(account.id, now))

    def note_trouble(self, account: Account, trouble: str) -> None:
        """Write down that a pass failed; it doesn't count as monitoring."""
        self._note_pass(account, comments=0, trouble=trouble)

    def _pass(self, account: Account, *, at_once: bool, whole: bool) -> int:
        now, memory = self._clock.now(), self._memory(account)
        wakes = self._hints.waiting(account.id, now)[:MOST_ALONE]
        course = Course(account=account, at_once=at_once, whole=whole, watches=self._watches(account, now, whole=whole))
        for wake in wakes:
            self._watch(course, wake.post_id)
        outlook = self._outlook(course, wakes)
        at_once = at_once or any(not wake.post_id for wake in wakes)
        plan = step(outlook, self._promise, now, at_once=at_once, whole=whole)
        # Should the pass fail, it is due again soon.
        memory.next_at, memory.begun_at = now + self._promise.fresh, now
        pace = pace_of(outlook.quota, now)
        self._note_pace(account, outlook.quota, pace)
        if pace is Pace.STOPPED:
            memory.next_at = plan.next_at
            raise Throttled(USED_UP, wait_seconds=(plan.next_at - now).total_seconds())
        self._carry_out(course, plan, wakes)
        memory.next_at = plan.next_at
        return self._end(course)

    def _carry_out(self, course: Course, plan: Step, wakes: Sequence[Wake]) -> None:
        single = [wake for wake in wakes if not self._hints.wants_reading(wake)]
        for reading in plan.readings:
            self._read(course, self._post(course, reading), reading, is_woken=True)
        for wake in single:
            course.brought += self._hints.follow(wake)
        if plan.listing:
            self._list(course, plan.listing)
        self._hints.done(wakes, sick=course.sick_posts)
        for reading in alone(self._outlook(course, ()), self._promise, self._clock.now(), whole=course.whole):
            self._read(course, self._post(course, reading), reading)

    def _post(self, course: Course, reading: Reading) -> Post:
        """A post that no listing shows now; its comment count was told long ago."""
        return replace(self._store.comments.post(course.account.id, reading.post_id), comment_count=None)

    def _outlook(self, course: Course, wakes: Sequence[Wake]) -> Outlook:
        account, memory = course.account, self._memory(course.account)
        return Outlook(
            account=self._store.checkpoints.account(account.id),
            posts=list(course.watches.values()),
            quota=self._platforms[account.id].quota,
            woken=[wake.post_id for wake in wakes if self._hints.wants_reading(wake)],
            fresh=memory.fresh,
            window=memory.window,
            heat=memory.heat(self._clock.now()),
        )

    def _list(self, course: Course, reach: Reach) -> None:
        account, memory, begun = course.account, self._memory(course.account), self._clock.now()
        platform = self._platforms[account.id]
        silent, shown = self._noticing.subjects(account.id, NoticeKind.SILENT), set[str]()
        for glance in platform.glances(reach):
            post_id = glance.post.external_id
            if post_id in shown:
                continue
            shown.add(post_id)
            if glance.shown and post_id in silent:
                self._noticing.settle(account.id, NoticeKind.SILENT, post_id, begun)
            # Many glances come out of one call: what they say may be as old as the first question.
            self._glance(course, glance, begun)
        memory.note_listed(reach, shown)
        self._noticing.sources(account.id, platform.refused_sources, begun, is_all=memory.window is not None)
        self._store.checkpoints.note_listed(account.id, reach, begun)

    def _glance(self, course: Course, glance: Glance, asked_at: datetime) -> None:
        watch = self._watch(course, glance.post.external_id)
        progress, now = Progress(seen=set()), self._clock.now()
        self._intake.take(glance.post, glance.shown, progress, asked_at)
        new = news(glance, watch, progress.added)
        question = Question(
            glance=glance,
            watch=watch,
            new=new,
            promise=self._promise,
            pace=pace_of(self._platforms[course.account.id].quota, now),
            now=now,
            failures=self._reader.failures(glance.post),
            vain=self._reader.vain(glance.post),
            must=course.whole or (course.at_once and self._reader.is_sick(glance.post)),
        )
        after = follow(question)
        course.brought += progress.new
        if isinstance(after, Reading):
            self._read(course, glance.post, after, shown=new)
        elif after is not Settled.LATER:
            is_time = is_due(watch.whole_at, self._promise.whole, now)
            self._reader.settle(glance.post, progress, watch, whole=after is Settled.WHOLE, is_time=is_time)
            course.read.append(progress)

    def _read(self, course: Course, post: Post, reading: Reading, *, shown: int = 0, is_woken: bool = False) -> None:
        watch = self._watch(course, post.external_id)
        failures = self._reader.failures(post)
        pauses = max(failures, self._reader.vain(post))
        may_try = is_due(watch.read_at, retry_after(self._promise, pauses), self._clock.now())
        if failures and not may_try and not course.at_once and not is_woken:
            return
        try:
            progress = self._reader.read(post, reading, watch, shown=shown, may_read_again=may_try or course.at_once)
        except Gone:
            course.brought += self._reader.take_leave(post, watch)
        except (PermissionRefused, RequestRefused) as error:
            course.refused = error
            self._reader.note_failure(post, watch, error)
        except PlatformUnavailable as error:
            # One sick post doesn't keep the others from being read; several in a row, and Meta itself is sick.
            course.sick += 1
            course.sick_posts.add(post.external_id)
            course.refused = error
            self._reader.note_failure(post, watch, error)
            if course.sick >= MOST_SICK:
                raise
        else:
            course.sick = 0
            course.read.append(progress)
            course.brought += progress.new
        course.watches.pop(post.external_id, None)

    def _watches(self, account: Account, now: datetime, *, whole: bool) -> dict[str, PostWatch]:
        """What is remembered of the posts whose turn has come; of all for a whole pass."""
        found = self._store.checkpoints.watches(account.id, due=None if whole else now)
        return {watch.post_id: watch for watch in found}

    def _watch(self, course: Course, post_id: str) -> PostWatch:
        known = course.watches.get(post_id)
        if known is None:
            known = self._store.checkpoints.watch(course.account.id, post_id)
            if known.read_at is not None:
                course.watches[post_id] = known
        return known

    def _end(self, course: Course) -> int:
        now = self._clock.now()
        self._memory(course.account).news.append((now, course.brought))
        if course.refused is not None and not any(progress.complete for progress in course.read):
            raise course.refused
        self._note_pass(course.account, comments=course.brought, trouble=WENT_NOWHERE if course.went_nowhere else "")
        return course.brought

    def _note_pace(self, account: Account, quota: Quota, pace: Pace) -> None:
        """Tell people when the allowance runs low; over is it well below that only, or they would be told all day."""
        memory, now = self._memory(account), self._clock.now()
        memory.pace = pace
        if pace is not Pace.NORMAL:
            self._noticing.open(account.id, NoticeKind.QUOTA, "", CROWDED, now)
            memory.is_crowded = True
        elif memory.is_crowded and (quota.percent or 0) < SLOW_FROM - 10:
            self._noticing.settle(account.id, NoticeKind.QUOTA, "", now)
            memory.is_crowded = False

    def _note_pass(self, account: Account, *, comments: int, trouble: str) -> None:
        now = self._clock.now()
        day = now.astimezone(self._zone).date()
        self._store.checkpoints.note_pass(account.id, day, now, comments=comments, trouble=trouble)

    def _memory(self, account: Account) -> Memory:
        return self._memories.setdefault(account.id, Memory())
