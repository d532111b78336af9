"""How does an event become a post or a comment? Ids are spelt as each platform spells its own."""

from collections.abc import Container
from datetime import datetime

from bot.simulator import ids
from bot.simulator.events import Event
from bot.simulator.model import Account, Author, Comment, MediaKind, Platform, Post, PostKind

SHOWS: dict[PostKind, tuple[MediaKind, ...]] = {
    PostKind.PHOTO: (MediaKind.PHOTO,),
    PostKind.VIDEO: (MediaKind.VIDEO,),
    PostKind.LIVE: (MediaKind.LIVE, MediaKind.VIDEO),
}
"""What a kind of post shows under an id of its own."""

ALONE: dict[PostKind, MediaKind] = {PostKind.REEL: MediaKind.VIDEO, PostKind.ALBUM_PHOTO: MediaKind.PHOTO}
"""What stands without a post: its id is the medium's own, and so is the first part of its comments' ids."""


def post(
    event: Event,
    account: Account,
    created: datetime,
    *,
    seed: str,
    serial: int,
    taken: Container[str],
    shown: Container[str],
) -> Post:
    """A post, or whatever else was published; `taken` are the posts' ids in use, `shown` those of media."""
    bare = ids.number(account.platform, seed, "post", event.subject, taken)
    is_facebook = account.platform is Platform.FACEBOOK
    author = own(account) if event.by_account else event.author
    return Post(
        key=event.subject,
        id=_spelt(account, event, bare) if is_facebook else bare,
        bare=bare,
        serial=serial,
        account=account.key,
        text=event.text or "",
        created=created,
        author=author,
        attachment=event.attachment,
        shortcode="" if is_facebook else ids.shortcode(bare),
        kind=event.kind,
        media=_media(event, bare, seed, shown) if is_facebook else (),
        is_live=event.is_live,
    )


def comment(
    event: Event, account: Account, on: Post, parent: Comment | None, created: datetime, *, bare: str, serial: int
) -> Comment:
    return Comment(
        key=event.subject,
        id=f"{on.bare}_{bare}" if account.platform is Platform.FACEBOOK else bare,
        bare=bare,
        serial=serial,
        account=account.key,
        post=on.bare,
        created=created,
        text=event.text,
        author=own(account) if event.by_account else event.author,
        parent=None if parent is None else parent.bare,
        attachment=event.attachment,
        flags=event.flags,
    )


def own(account: Account) -> Author:
    """The account itself as an author."""
    name = account.name if account.platform is Platform.FACEBOOK else account.username
    return Author(id=account.id, name=name)


def _spelt(account: Account, event: Event, bare: str) -> str:
    """{page}_{post}; somebody else's post that tags the page begins with its own author's id."""
    if event.kind in ALONE:
        return bare
    if event.kind is PostKind.TAGGED and event.author is not None:
        return f"{event.author.id}_{bare}"
    return f"{account.id}_{bare}"


def _media(event: Event, bare: str, seed: str, taken: Container[str]) -> tuple[tuple[MediaKind, str], ...]:
    if event.kind in ALONE:
        return ((ALONE[event.kind], bare),)
    return tuple(
        (kind, ids.number(Platform.FACEBOOK, seed, str(kind), event.subject, taken))
        for kind in SHOWS.get(event.kind, ())
    )
