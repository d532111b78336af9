"""In which places are there posts, and how are they all asked for in one call?"""

from dataclasses import dataclass, replace

from bot.model import PostKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One edge of a page or account that lists posts.

    `fields` are the posts' own, without comments; `comments` is the expansion of their comments with ``{peek}`` for how
    many; `modifiers` go behind the edge's name in an expansion, `params` say the same in a call of its own. `first` and
    `most`: how many posts a fresh listing and the whole window ask for. `is_needed`: without it there is no watching.
    """

    edge: str
    kind: PostKind
    fields: str
    comments: str
    first: int
    most: int
    modifiers: str = ""
    params: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False
    only_whole: bool = False
    """Asked only when the whole watch window is listed."""

    def asked(self, peek: int) -> str:
        """What is asked of each post."""
        return f"{self.fields},{self.comments.replace('{peek}', str(peek))}"

    def expanded(self, limit: int, peek: int) -> str:
        """The same as a part of one question to the page itself."""
        return f"{self.edge}{self.modifiers}.limit({limit}){{{self.asked(peek)}}}"


COMMENT_FIELDS = "id,message,created_time,from,permalink_url,is_hidden,can_hide,attachment,parent{id}"
_STREAM = f"filter(stream).order(reverse_chronological).limit({{peek}}).summary(true){{{COMMENT_FIELDS}}}"
_COMMENTS = f"comments.{_STREAM}"
_LIVE_COMMENTS = f"comments.live_filter(no_filter).{_STREAM}"
_POST = "id,message,story,created_time,permalink_url"
_VIDEO = "id,description,title,created_time,permalink_url,post_id"
_LIVE = "id,title,description,creation_time,permalink_url,status"
_PHOTO = "id,name,created_time,link,page_story_id"


def facebook_sources(watch_posts: int, *, ads: bool) -> tuple[Source, ...]:
    """Where posts of a page are listed: `/feed` holds the page's own, visitors' and those that tag the page; Reels,
    broadcasts and dark posts stand in no feed; photos and videos have lists of comments of their own.

    Source: Meta's Page reference; facebook-business 26.0.3, Page (edges and parameters).
    """
    few, some = min(10, watch_posts), min(50, watch_posts)
    feed = _place("feed", PostKind.POST, _POST, first=min(100, watch_posts), most=watch_posts, is_needed=True)
    reels = _place("video_reels", PostKind.REEL, _VIDEO, first=few, most=watch_posts)
    live = _place("live_videos", PostKind.LIVE, _LIVE, asked=("broadcast_status", '["LIVE"]'), first=3, most=3)
    dark = _place("ads_posts", PostKind.AD, _POST, first=few, most=watch_posts)
    uploaded = ("type", "uploaded")
    return (
        feed,
        reels,
        replace(live, comments=_LIVE_COMMENTS),
        *((dark,) if ads else ()),
        _place("photos", PostKind.PHOTO, _PHOTO, asked=uploaded, first=some, most=some, only_whole=True),
        _place("videos", PostKind.VIDEO, _VIDEO, asked=uploaded, first=some, most=some, only_whole=True),
        _place("tagged", PostKind.TAGGED, _POST, first=few, most=few, only_whole=True),
    )


def _place(
    edge: str,
    kind: PostKind,
    fields: str,
    *,
    first: int,
    most: int,
    asked: tuple[str, str] | None = None,
    is_needed: bool = False,
    only_whole: bool = False,
) -> Source:
    return Source(
        edge=edge,
        kind=kind,
        fields=fields,
        comments=_COMMENTS,
        first=first,
        most=most,
        modifiers=f".{asked[0]}({asked[1]})" if asked else "",
        params=(asked,) if asked else (),
        is_needed=is_needed,
        only_whole=only_whole,
    )


REPLY_FIELDS = "id,text,timestamp,from,username,hidden,parent_id,user"
"""`user` stands there only when the asking account wrote the comment itself (Meta's reference of IG Comment)."""
MEDIUM_FIELDS = "id,caption,timestamp,permalink,shortcode,comments_count,media_product_type"


def instagram_sources(watch_posts: int) -> tuple[Source, ...]:
    """Where media of an account are listed: `/media` holds feed media and Reels, `/live_media` what is live now.

    Source: Meta's IG User reference; facebook-business 26.0.3, IGUser.
    """
    comments = f"comments.limit({{peek}}){{{REPLY_FIELDS},replies.limit({{peek}}){{{REPLY_FIELDS}}}}}"
    return (
        Source(
            edge="media",
            kind=PostKind.POST,
            fields=MEDIUM_FIELDS,
            comments=comments,
            first=min(100, watch_posts),
            most=watch_posts,
            is_needed=True,
        ),
        Source(edge="live_media", kind=PostKind.LIVE, fields=MEDIUM_FIELDS, comments=comments, first=3, most=3),
    )
