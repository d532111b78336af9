"""What did earlier probes leave on a page, and what may they have left? Only reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Gone, InputError, PlatformUnavailable
from bot.model import Comment, Post
from bot.platforms.graph.reading import bare_id
from bot.platforms.probing.absence import prove_absent
from bot.platforms.probing.findings import Left, NotSettled
from bot.platforms.probing.journal import Note, forget, notes
from bot.platforms.probing.marks import is_wording
from bot.platforms.probing.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What an earlier run left on one post; `note` is its file, None when only the page told of it.

    `comments` are there and can be deleted. `doubtful` are those that may still stand although Meta shows them to us
    no more, or not as ours: the note stays until that is settled.
    """

    post: Post
    comments: tuple[Comment, ...]
    note: Note | None
    doubtful: tuple[Left, ...] = ()

    def is_ours(self, site: Site, comment: Comment) -> bool:
        """By wording and author; where Meta doesn't tell the author, by the id that Meta answered when it was made."""
        ours = site.platform.is_ours(comment)
        noted = {bare_id(each) for each in self.note.ids} if self.note else set()
        return is_wording(comment.text) and (ours is True or (ours is None and comment.external_id in noted))


def leftovers(site: Site, post: Post, folder: Path) -> list[Leftover]:
    """What earlier runs left on the posts they noted and on this one. Raises `PlatformError` or `InputError`.

    A note of which nothing can be left is forgotten.
    """
    found = [each for note in notes(folder, site.account.id) if (each := _noted(site, note))]
    known = {comment.external_id for each in found for comment in each.comments}
    here = tuple(each for each in _marked(site, post) if each.external_id not in known)
    return [*found, Leftover(post=post, comments=here, note=None)] if here else found


def _noted(site: Site, note: Note) -> Leftover | None:
    try:
        post = site.post(note.post_id)
        found = {each.external_id: each for each in _marked(site, post)}
    except Gone:
        return _unseen(site, note)
    doubtful: list[Left] = []
    for call_id in note.ids:
        known = site.known(call_id, post)
        try:
            fresh = _standing(site, post, known)
        except NotSettled as error:
            doubtful.append(_left(site, post, known, note, error.message))
        else:
            found |= {fresh.external_id: fresh} if fresh else {}
    if found or doubtful:
        return Leftover(post=post, comments=tuple(found.values()), note=note, doubtful=tuple(doubtful))
    forget(note.path)
    return None


def _standing(site: Site, post: Post, known: Comment) -> Comment | None:
    """A noted comment as it is now, None when it is proved to be gone. Raises `NotSettled` for one of which neither can
    be said."""
    try:
        fresh = site.platform.comment(known)
    except Gone:
        try:
            prove_absent(site, post, known)
        except PlatformUnavailable as error:
            raise NotSettled(
                f"it may still stand: Meta says that it is gone or invisible, and {error.message}"
            ) from error
        return None
    if not is_wording(fresh.text):
        raise NotSettled("it stands, but not in the words of a test comment: it isn't touched")
    return fresh


def _unseen(site: Site, note: Note) -> Leftover:
    """A post that Meta says is deleted or not visible to us, which may still stand with all that was noted."""
    post = Post(account_id=site.account.id, external_id=note.post_id, text="", created_at=None, permalink=None)
    why = "it may still stand: Meta says that its post is deleted or not visible to us"
    known = [site.known(each, post) for each in note.ids or (note.post_id,)]
    doubtful = tuple(_left(site, post, each, note, why) for each in known)
    return Leftover(post=post, comments=(), note=note, doubtful=doubtful)


def _left(site: Site, post: Post, known: Comment, note: Note, why: str) -> Left:
    ending = f"{why}. Look yourself; when it is gone, delete {note.path}"
    return Left(link=known.permalink or site.address(known, post), why=ending)


def _marked(site: Site, post: Post) -> Iterator[Comment]:
    """Our own comments under a post that are, word for word, those of a probe."""
    try:
        listed = list(site.platform.answers(post, None))
    except PlatformUnavailable as error:
        raise InputError(
            f"the comments of the post {post.external_id} can't be listed ({error.message}), so that test comments "
            "could not be found again; try again later, or name another post"
        ) from error
    yield from (each for each in listed if is_wording(each.text) and site.platform.is_ours(each) is True)
