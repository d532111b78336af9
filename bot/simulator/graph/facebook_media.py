"""What do a photo, a video, a live video and a story of a page look like in JSON?"""

from bot.simulator import links
from bot.simulator.graph import facebook_parts as parts
from bot.simulator.graph.facebook_posts import comments_of, updated
from bot.simulator.graph.fields import named
from bot.simulator.graph.render import ABSENT, Context, Node, Read, absent, node, plain, spelt
from bot.simulator.model import Media, MediaKind, Post, PostKind


def _link(context: Context, media: Media) -> str:
    return links.media_link(context.world, context.call.base, media)


def _picture(context: Context, media: Media) -> str:
    return links.picture_link(context.world, context.call.base, media.post.bare)


def _images(context: Context, photo: Media) -> object:
    return [{"height": 320, "source": _picture(context, photo), "width": 480}]


def _story_id(context: Context, media: Media) -> object:
    """The post that shows it; a Reel and a photo in an album have none here."""
    return ABSENT if media.id == media.post.bare else media.post.id


def _caption(context: Context, media: Media) -> object:
    return media.post.text or ABSENT


def _live_status(context: Context, video: Media) -> object:
    if video.post.kind is not PostKind.LIVE:
        return ABSENT
    return "LIVE" if video.post.is_live else "VOD"


def _recording(context: Context, live: Media) -> object:
    """The video a broadcast is kept as has an id of its own, and the same comments."""
    found = live.post.media_id(MediaKind.VIDEO)
    return ABSENT if found is None else {"id": found}


PHOTO_FIELDS: dict[str, Read[Media]] = {
    "id": plain(lambda context, it: it.id),
    "created_time": plain(lambda context, it: spelt(it.post.created)),
    "updated_time": plain(lambda context, it: updated(context, it.post)),
    "from": plain(lambda context, it: parts.author(context, it.post)),
    "name": plain(_caption),
    "link": plain(_link),
    "page_story_id": plain(_story_id),
    "picture": plain(_picture),
    "images": plain(_images),
    "webp_images": plain(_images),
    "height": plain(lambda context, it: 320),
    "width": plain(lambda context, it: 480),
    "alt_text": plain(lambda context, it: it.post.attachment.label if it.post.attachment else ABSENT),
    "comments": comments_of,
    "likes": parts.reactions,
    **dict.fromkeys(("album", "alt_text_custom", "backdated_time", "backdated_time_granularity", "event"), absent),
    **dict.fromkeys(("can_backdate", "can_delete", "can_tag", "icon", "name_tags", "place", "position"), absent),
    **dict.fromkeys(("source", "target", "insights", "sponsor_tags"), absent),
}
PHOTO = node("Photo", PHOTO_FIELDS, named("created_time", "name", "id"))

VIDEO_FIELDS: dict[str, Read[Media]] = {
    "id": plain(lambda context, it: it.id),
    "created_time": plain(lambda context, it: spelt(it.post.created)),
    "updated_time": plain(lambda context, it: updated(context, it.post)),
    "from": plain(lambda context, it: parts.author(context, it.post)),
    "description": plain(_caption),
    "permalink_url": plain(_link),
    "post_id": plain(_story_id),
    "picture": plain(_picture),
    "live_status": plain(_live_status),
    "published": plain(lambda context, it: True),
    "status": plain(lambda context, it: {"video_status": "ready"}),
    "length": plain(lambda context, it: 60.0),
    "comments": comments_of,
    "likes": parts.reactions,
    **dict.fromkeys(("ad_breaks", "admin_creator", "audio_isrc", "backdated_time", "copyright", "embed_html"), absent),
    **dict.fromkeys(("backdated_time_granularity", "boost_eligibility_info", "content_category"), absent),
    **dict.fromkeys(("content_tags", "copyright_check_information", "copyright_monitoring_status"), absent),
    **dict.fromkeys(("custom_labels", "embeddable", "event", "expiration", "format", "icon", "place"), absent),
    **dict.fromkeys(("is_crosspost_video", "is_crossposting_eligible", "is_episode", "privacy", "source"), absent),
    **dict.fromkeys(("is_instagram_eligible", "is_reference_only", "live_audience_count", "post_views"), absent),
    **dict.fromkeys(("music_video_copyright", "premiere_living_room_status", "title", "views"), absent),
    **dict.fromkeys(("scheduled_publish_time", "spherical", "universal_video_id", "video_insights"), absent),
    **dict.fromkeys(("captions", "thumbnails", "tags", "sponsor_tags", "polls", "collaborators"), absent),
}
VIDEO = node("Video", VIDEO_FIELDS, named("updated_time", "description", "id"))

LIVE_FIELDS: dict[str, Read[Media]] = {
    "id": plain(lambda context, it: it.id),
    # There is no created_time on a live video: asking for it fails the whole call.
    "creation_time": plain(lambda context, it: spelt(it.post.created)),
    "broadcast_start_time": plain(lambda context, it: spelt(it.post.created)),
    "status": plain(lambda context, it: "LIVE" if it.post.is_live else "VOD"),
    "from": plain(lambda context, it: parts.author(context, it.post)),
    "description": plain(_caption),
    "permalink_url": plain(_link),
    "live_views": plain(lambda context, it: 7 if it.post.is_live else 0),
    "video": plain(_recording),
    "comments": comments_of,
    "reactions": parts.reactions,
    **dict.fromkeys(("ad_break_config", "ad_break_failure_reason", "copyright", "dash_ingest_url"), absent),
    **dict.fromkeys(("dash_preview_url", "embed_html", "ingest_streams", "is_manual_mode"), absent),
    **dict.fromkeys(
        ("is_reference_only", "planned_start_time", "recommended_encoder_settings", "seconds_left", "targeting"), absent
    ),
    **dict.fromkeys(("secure_stream_url", "stream_url", "title", "total_views", "blocked_users", "errors"), absent),
}
LIVE = node("LiveVideo", LIVE_FIELDS, named("status", "description", "embed_html", "id"))

STORY_FIELDS: dict[str, Read[Post]] = {
    "id": plain(lambda context, it: it.id),
    "post_id": plain(lambda context, it: it.bare),
    "creation_time": plain(lambda context, it: str(int(it.created.timestamp()))),
    "status": plain(lambda context, it: "PUBLISHED"),
    "media_type": plain(lambda context, it: "photo"),
    "media_id": plain(lambda context, it: it.bare),
    "url": plain(parts.post_link),
}
STORY = node("Stories", STORY_FIELDS, named("post_id", "status", "creation_time", "media_type", "media_id", "url"))

MEDIA: dict[MediaKind, Node] = {MediaKind.PHOTO: PHOTO, MediaKind.VIDEO: VIDEO, MediaKind.LIVE: LIVE}
