"""Is a test comment really gone? Proved by lists that were read to their end, never by a refusal alone."""

from collections.abc import Iterator

from bot.errors import Gone, PermissionRefused, PlatformUnavailable, RequestRefused
from bot.model import Comment, Post
from bot.platforms.graph.reading import bare_id
from bot.platforms.probing.findings import NotSettled
from bot.platforms.probing.marks import is_wording
from bot.platforms.probing.site import Site

DOUBT = (
    "it may still stand: Meta says that it is deleted or not visible to us, and the post's comments could not be "
    "listed, which would tell"
)


def prove_absent(site: Site, post: Post, comment: Comment) -> None:
    """Return when a comment that Meta refuses with 100/33 ("gone or invisible") stands in no list of its post.

    Raises `NotSettled` where no list can tell, `PlatformUnavailable` or `Throttled` where trying again may help.
    """
    try:
        listed = {each.external_id for each in _listed(site, post)}
    except (Gone, PermissionRefused, RequestRefused) as error:
        raise NotSettled(DOUBT) from error
    if comment.external_id in listed:
        raise PlatformUnavailable("it is listed, but can't be read")


def _listed(site: Site, post: Post) -> Iterator[Comment]:
    """Every comment of a post under which one of ours may stand. Raises `PlatformUnavailable` for a list without end.

    Meta deletes what stands under a comment with it: where the comment at the top is gone, so are its replies.
    """
    for each in site.platform.answers(post, None):
        yield each
        if not site.is_facebook and is_wording(each.text):
            yield from site.platform.answers(post, each)
    if site.is_facebook:
        yield from _stream(site, post)


def _stream(site: Site, post: Post) -> Iterator[Comment]:
    """All levels in one list, as Facebook has it."""
    is_whole = False
    for page in site.client.pages(f"{post.external_id}/comments", limit=100, fields="id", filter="stream"):
        is_whole = page.complete
        found = [bare_id(str(element.node.get("id") or "")) for element in page.elements]
        if not all(found):
            raise PlatformUnavailable("a comment without an id is listed", trace=page.trace)
        yield from (site.known(each, post) for each in found)
    if not is_whole:
        raise PlatformUnavailable("the list of comments did not come to its end")
