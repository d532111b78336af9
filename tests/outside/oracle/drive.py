"""How is every method of our adapters made to send what it can send? One drive for each method of the port."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from bot.errors import Gone
from bot.model import Comment, Reach, Wake, WakeKind
from bot.platforms.facebook import FacebookPage
from bot.platforms.instagram import InstagramAccount
from tests.outside.oracle.ground import Ground


def _glances(ground: Ground) -> None:
    for reach in (Reach.FRESH, Reach.WATCHED):
        assert list(ground.platform.glances(reach))


def _comments(ground: Ground) -> None:
    found = {each.external_id for post in ground.posts() for each in ground.comments(post)}
    known = {each.bare for each in ground.world.state.comments.values() if each.account == ground.account_key}
    assert found == known
    for each in ground.posts():
        list(ground.platform.comments(each, since=ground.world.start))


def _comment(ground: Ground) -> None:
    for known in ground.comments(ground.talked_about):
        assert ground.platform.comment(known).external_id == known.external_id


def _lookups(ground: Ground) -> None:
    known = ground.comments(ground.talked_about)
    found = ground.platform.lookups(known)
    assert [each.external_id for each in found if isinstance(each, Comment)] == [each.external_id for each in known]


def _mentioned(ground: Ground) -> None:
    named = ground.world.mentions.rows["named" if isinstance(ground.platform, InstagramAccount) else "named-page"]
    assert named.comment
    at = ground.world.now()
    wake = Wake(account_id="it", kind=WakeKind.MENTION, post_id=named.media, comment_id=named.comment, at=at)
    if isinstance(ground.platform, InstagramAccount):
        found = ground.platform.mentioned(wake)
        assert found is not None
        assert found[1].external_id == named.comment
        return
    with suppress(Gone):  # The simulator shows a page no comment of somebody else's post.
        ground.platform.mentioned(wake)


def _answers(ground: Ground) -> None:
    posts = ground.posts()
    for each in posts:
        list(ground.platform.answers(each, None))
    for known in ground.comments(ground.talked_about):
        list(ground.platform.answers(ground.talked_about, known))


def _hide(ground: Ground) -> None:
    said = ground.said(_other(ground))
    ground.platform.hide(said)
    assert ground.world.comment(_other(ground)).is_hidden


def _unhide(ground: Ground) -> None:
    _hide(ground)
    ground.platform.unhide(ground.said(_other(ground)))
    assert not ground.world.comment(_other(ground)).is_hidden


def _reply(ground: Ground) -> None:
    number = ground.platform.reply(ground.said(_other(ground)), "The bus comes at 8")
    assert ground.world.state.comments[number.rpartition("_")[2]].text == "The bus comes at 8"


def _comment_on(ground: Ground) -> None:
    for count, each in enumerate(ground.posts()):
        number = ground.platform.comment_on(each, f"Doors open at {count}")
        assert ground.world.state.comments[number.rpartition("_")[2]].text == f"Doors open at {count}"


def _delete(ground: Ground) -> None:
    ground.platform.delete(ground.said(_other(ground)))
    assert ground.world.comment(_other(ground)).is_deleted


def _describe(ground: Ground) -> None:
    assert ground.platform.describe()


def _other(ground: Ground) -> str:
    return "two" if isinstance(ground.platform, FacebookPage) else "second"


DRIVES: Mapping[str, Callable[[Ground], None]] = {
    "glances": _glances,
    "comments": _comments,
    "comment": _comment,
    "lookups": _lookups,
    "mentioned": _mentioned,
    "answers": _answers,
    "hide": _hide,
    "unhide": _unhide,
    "reply": _reply,
    "comment_on": _comment_on,
    "delete": _delete,
    "describe": _describe,
}
