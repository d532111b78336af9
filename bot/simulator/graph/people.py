"""What does a person's token see of itself? /me and /me/accounts."""

from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.errors import GraphError, no_edge
from bot.simulator.graph.facebook_nodes import PAGE
from bot.simulator.graph.fields import Field, parse
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.permissions import check_access
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Platform

UNASKED = "access_token,name,id,tasks"


def me(context: Context, edge: str) -> dict[str, object]:
    """Answer /me or /me/accounts for a User token; an app token has no `me`."""
    person = context.viewer.person
    if context.viewer.type is not TokenType.USER or person is None:
        raise GraphError(2500, "An active access token must be used to query information about the current user.")
    if not edge:
        context.kind = "read_account"
        return {"name": person.name, "id": person.id}
    if edge != "accounts":
        raise no_edge(edge)
    return _accounts(context)


def _accounts(context: Context) -> dict[str, object]:
    """The person's pages, each with the Page token that this User token is worth."""
    context.kind = "list_accounts"
    check_access(context)
    if "pages_show_list" not in context.viewer.token.scopes:
        return {"data": []}
    call = context.call
    fields = parse(call.params.get("fields") or UNASKED)
    asked = Asked(path="me/accounts", params=call.params, fields=fields if "fields" in call.params else None)
    pages = [each for each in context.state.accounts.values() if each.platform is Platform.FACEBOOK]
    ranks = {page.key: number for number, page in enumerate(pages)}
    shown, paging = turn(call, asked, pages, lambda page: (0, ranks[page.key]), Limit())
    rows: dict[str, object] = {"data": [_row(context, page, fields) for page in shown]}
    return rows if paging is None else {**rows, "paging": paging}


def _row(context: Context, page: Account, fields: tuple[Field, ...]) -> dict[str, object]:
    token = context.world.tokens.of_page(context.viewer.token, page)
    own = {"access_token": token.text, "tasks": list(token.tasks)}
    row = PAGE.render(context, page, fields)
    return row | {each.label: own[each.name] for each in fields if each.name in own}
