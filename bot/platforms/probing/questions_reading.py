"""Which questions only read? Those asked first, and those about all answers, asked last."""

from bot.platforms.probing import ask_listing, ask_surroundings
from bot.platforms.probing.question import FINE, Question

BEFORE: tuple[Question, ...] = (
    Question(
        key="token",
        point=7,
        words="Does debug_token tell expires_at, data_access_expires_at and profile_id?",
        done="debug_token was asked about this token",
        ask=ask_surroundings.token,
    ),
    Question(
        key="places",
        point=11,
        words="Which lists of posts may this token read, and all in one call?",
        done="each list was asked for by itself, then all of them in one call",
        ask=ask_surroundings.places,
        means={"all": FINE},
        otherwise="comments in the refused places are not seen; the program leaves them out and says so. "
        "For ads_posts: grant ads_read, or set [collect] ads = false",
    ),
    Question(
        key="removed",
        point=10,
        words="What became of ids=, pretty, debug, date_format and If-None-Match, which v26.0 removed?",
        done="the post was read once with each",
        ask=ask_surroundings.removed_features,
        otherwise="nothing to do: the program uses none of them",
    ),
    Question(
        key="comments-limit",
        point=5,
        words="What is the largest page of comments?",
        done=f"limit was tried from {ask_listing.SIZES[0]} downwards",
        ask=ask_listing.comments_limit,
        otherwise="nothing to do: the program asks for at most 100 (Facebook) or 50 (Instagram), and for half of that "
        "where it is refused",
    ),
    Question(
        key="posts-limit",
        words="What is the largest page of posts?",
        done=f"limit was tried from {ask_listing.SIZES[0]} downwards",
        ask=ask_listing.posts_limit,
        otherwise="nothing to do: the program asks for at most 100, and for half of that where it is refused",
    ),
    Question(
        key="authors",
        words="Does Meta tell who wrote the comments of others?",
        done="the post's comments were listed and counted",
        ask=ask_listing.authors,
        means={
            "all": FINE,
            "none": "the app may lack Advanced Access or pages_read_user_content; such authors are kept as unknown",
        },
    ),
)
AFTER: tuple[Question, ...] = (
    Question(
        key="blocking",
        point=8,
        words="Can an author be blocked by the id in `from`?",
        done="nothing",
        ask=ask_surroundings.blocking,
    ),
    Question(
        key="usage",
        words="Which usage headers come, with which buckets?",
        done="the headers of all answers were noted",
        ask=ask_surroundings.usage,
        means={"none": "nothing to do: Meta sends them once enough calls were made"},
        otherwise="nothing to do: the limiter reads these",
    ),
    Question(
        key="version",
        words="Which version answers?",
        done="the header of all answers was noted",
        ask=ask_surroundings.versions,
        means={"as asked": FINE},
        otherwise="the version in [graph] version is no longer served as asked: update this program",
    ),
    Question(
        key="clock",
        words="How far is Meta's clock from ours?",
        done="the Date header of all answers was compared",
        ask=ask_surroundings.clocks,
        means={"same": FINE},
        otherwise="set this machine's clock (NTP); lists are read with an overlap of [collect] overlap_minutes",
    ),
)
