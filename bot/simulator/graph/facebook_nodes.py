"""What does a Facebook page look like in JSON, with every list that can be asked for inside its `fields`?"""

from bot.simulator.graph.facebook_edges import EDGES, UNLISTED, expanded
from bot.simulator.graph.fields import named
from bot.simulator.graph.render import ABSENT, Context, Read, absent, node, plain
from bot.simulator.model import Account


def _linked_instagram(context: Context, page: Account) -> object:
    linked = [each for each in context.state.accounts.values() if each.linked_page == page.key]
    return {"id": linked[0].id} if linked else ABSENT


PAGE_FIELDS: dict[str, Read[Account]] = {
    "id": plain(lambda context, it: it.id),
    "name": plain(lambda context, it: it.name),
    "username": plain(lambda context, it: it.username),
    "link": plain(lambda context, it: f"{context.call.base}/{it.username}/"),
    "category": plain(lambda context, it: "School District"),
    "is_published": plain(lambda context, it: True),
    "access_token": plain(lambda context, it: it.token),
    "tasks": plain(lambda context, it: ["MODERATE", "CREATE_CONTENT", "MANAGE", "ANALYZE"]),
    "instagram_business_account": plain(_linked_instagram),
    **{name: expanded(name) for name in (*EDGES, *UNLISTED)},
    **dict.fromkeys(("about", "description", "website", "fan_count", "followers_count", "verification_status"), absent),
    **dict.fromkeys(("connected_instagram_account", "page_token", "picture", "cover", "emails", "phone"), absent),
    **dict.fromkeys(("category_list", "has_transitioned_to_new_page_experience", "is_verified", "bio"), absent),
}
PAGE = node("Page", PAGE_FIELDS, named("name", "id"))
