"""What does Meta say of the token, of places and of features? Nothing is written: points 6 to 8, 10 and 11."""

from collections.abc import Callable, Mapping

from bot.errors import Gone, PermissionRefused, PlatformUnavailable, RequestRefused
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.reading import node_of
from bot.platforms.graph.sources import Source, facebook_sources, instagram_sources
from bot.platforms.probing.bench import Bench
from bot.platforms.probing.findings import NotSettled, Seen
from bot.platforms.probing.meter import USAGE_HEADERS

TOKEN_KEYS = ("expires_at", "data_access_expires_at", "profile_id", "issued_at", "granular_scopes", "user_id")
BROAD = 5.0
"""Seconds by which clocks may differ before it matters: the header tells whole seconds, and the answer takes time."""


def token(bench: Bench) -> Seen:
    """Which facts debug_token tells of this token."""
    if bench.site.explain is None:
        raise NotSettled("debug_token does not know tokens of Instagram Login")
    try:
        told = bench.site.explain()
    except (PermissionRefused, RequestRefused) as error:
        raise NotSettled(f"debug_token was refused: {bench.traces.refusal(error)}") from error
    if not told:
        raise NotSettled("debug_token told nothing")
    there = [name for name in TOKEN_KEYS if name in told]
    missing = [name for name in TOKEN_KEYS if name not in told]
    ends = "never ends" if told.get("expires_at") == 0 else "has an end or tells none"
    access = "has an end" if told.get("data_access_expires_at") else "has no end"
    told_not = ", ".join(missing) or "nothing"
    seen = f"There: {', '.join(there)}. Missing: {told_not}. The token {ends}; access to data {access}."
    return Seen(answer="with profile_id" if "profile_id" in told else "without profile_id", seen=seen)


def blocking(bench: Bench) -> Seen:
    """Not tried, ever."""
    raise NotSettled("not tried: this program never blocks anybody")


def deep_link(bench: Bench) -> Seen:
    """The links of a test comment and its reply; whether they open, only a person can see."""
    links = tuple(each.permalink for each in (bench.first(), bench.reply()) if each.permalink)
    if not links:
        raise NotSettled("Meta told no link, and none could be made")
    bench.look(links)
    raise NotSettled(f"a person has to open the links while the comments stand: {' and '.join(links)}")


def removed_features(bench: Bench) -> Seen:
    """What became of the features that were removed with v26."""
    told = {name: _removed(bench, attempt) for name, attempt in _features(bench).items()}
    kinds = {each.split(":")[0] for each in told.values()}
    seen = "; ".join(f"{name}: {outcome}" for name, outcome in told.items())
    return Seen(answer=kinds.pop() if len(kinds) == 1 else "mixed", seen=f"{seen}.")


def places(bench: Bench) -> Seen:
    """Which lists of posts this token may read, each by itself and all in one call, as the service asks for them."""
    refused: dict[str, str] = {}
    sources = _sources(bench)
    for each in sources:
        bench.hands.mind()
        node = f"{bench.site.account.external_id}/{each.edge}"
        try:
            bench.site.client.read(node, limit=1, fields=each.asked(1), **dict(each.params))
        except (PermissionRefused, RequestRefused, Gone) as error:
            refused[each.edge] = bench.traces.refusal(error)
    whole = _at_once(bench, sources)
    rest = _at_once(bench, tuple(each for each in sources if each.edge not in refused)) if refused else whole
    told = "; ".join(f"/{edge}: {why}" for edge, why in refused.items()) or "none is refused"
    names = ", ".join(f"/{each.edge}" for each in sources)
    seen = f"Asked: {names}. Refused: {told}. All in one call: {whole}. Those not refused in one call: {rest}."
    return Seen(answer="all" if not refused else f"not {', '.join(refused)}", seen=seen)


def versions(bench: Bench) -> Seen:
    """Which version answered."""
    told = tuple(bench.site.meter.versions)
    if not told:
        raise NotSettled("no answer told its version")
    answer = "as asked" if told == (bench.site.version,) else "another"
    return Seen(answer=answer, seen=f"Asked {bench.site.version}; answered {', '.join(told)}.")


def clocks(bench: Bench) -> Seen:
    """How far Meta's clock is from ours."""
    skews = sorted(bench.site.meter.skews)
    if not skews:
        raise NotSettled("no answer told its time")
    middle = skews[len(skews) // 2]
    seen = f"By the Date header Meta's clock is {middle:+.0f} s from ours ({len(skews)} answers; whole seconds)."
    return Seen(answer="same" if abs(middle) <= BROAD else "ahead" if middle > 0 else "behind", seen=seen)


def usage(bench: Bench) -> Seen:
    """Which usage headers came, and of which buckets."""
    meter = bench.site.meter
    headers = [
        f"{name} in {meter.headers[name]} of {meter.answers} answers" for name in USAGE_HEADERS if name in meter.headers
    ]
    if not headers:
        return Seen(answer="none", seen=f"In {meter.answers} answers none came.")
    buckets = ", ".join(f"{name} (at most {share} %)" for name, share in meter.buckets.items())
    return Seen(answer=", ".join(meter.buckets) or "unreadable", seen=f"{'; '.join(headers)}. Buckets: {buckets}.")


def _sources(bench: Bench) -> tuple[Source, ...]:
    return facebook_sources(1, ads=True) if bench.site.is_facebook else instagram_sources(1)


def _at_once(bench: Bench, sources: tuple[Source, ...]) -> str:
    fields = ",".join(["id", *(each.expanded(1, 1) for each in sources)])
    try:
        answer = bench.site.client.read(bench.site.account.external_id, fields=fields)
    except (PermissionRefused, RequestRefused, Gone, TooMuchAsked) as error:
        return bench.traces.refusal(error)
    absent = [f"/{each.edge}" for each in sources if each.edge not in answer.whole.node]
    return f"accepted, without {', '.join(absent)}" if absent else "accepted"


def _features(bench: Bench) -> Mapping[str, Callable[[], bool]]:
    """Each removed feature as an attempt that tells whether Meta still did it."""
    post, version = bench.post.external_id, bench.site.version
    fields, time = f"id,{bench.site.dialect.time}", bench.site.dialect.time

    def ask(path: str, headers: Mapping[str, str] | None = None, **params: str) -> Answer:
        bench.hands.mind()
        return bench.site.bare(headers or {}).call("GET", path, params)

    def conditional() -> bool:
        plain = ask(f"{version}/{post}", fields="id")
        try:
            ask(f"{version}/{post}", {"If-None-Match": plain.headers.get("etag", '"page-monitor"')}, fields="id")
        except PlatformUnavailable as error:
            if error.ids.get("status") != 304:
                raise
            return True
        return False

    def dated() -> bool:
        return isinstance(node_of(ask(f"{version}/{post}", fields=fields, date_format="U").json).get(time), int)

    return {
        "ids=": lambda: post in node_of(ask(version, ids=post, fields="id").json),
        "pretty": lambda: b"\n " in ask(f"{version}/{post}", fields="id", pretty="1").body,
        "debug": lambda: "__debug__" in node_of(ask(f"{version}/{post}", fields="id", debug="all").json),
        "date_format": dated,
        "If-None-Match": conditional,
    }


def _removed(bench: Bench, attempt: Callable[[], bool]) -> str:
    try:
        return "still works" if attempt() else "ignored"
    except (PermissionRefused, RequestRefused, Gone) as error:
        return f"refused: {bench.traces.refusal(error)}"
    except PlatformUnavailable as error:
        return f"not settled: {bench.traces.refusal(error)}"
