"""Which questions need comments of our own that stay shown?"""

from bot.platforms.probing import ask_listing, ask_surroundings, ask_threads
from bot.platforms.probing.findings import DEEP_LINK
from bot.platforms.probing.question import FACEBOOK, FINE, INSTAGRAM, Question

LINK_MEANS = {
    "shown": FINE,
    "wall": "pictures of the page need a logged-in browser or fall back to the card that this program draws",
    "not shown": "the address does not lead to the comment: pictures fall back to the card; tell the makers",
}

SHOWN: tuple[Question, ...] = (
    Question(
        key="updated-time",
        words="Does a post's updated_time move with a comment, a reply, an edit?",
        done="the post was read before and after each",
        ask=ask_listing.updated_time,
        of=FACEBOOK,
        otherwise="nothing to do: the program looks at the comments themselves",
    ),
    Question(
        key="comments-count",
        words="Does comments_count move with a comment and with a reply?",
        done="the medium was read before and after each",
        ask=ask_listing.comments_count,
        of=INSTAGRAM,
        means={"a comment, a reply": FINE},
        otherwise="changes are found late, at the whole reading; lower [collect] reconcile_minutes",
    ),
    Question(
        key="create-fields",
        words="May a create ask for fields?",
        done="a comment was made with fields=id,created_time,from",
        ask=ask_threads.fields_after_create,
        of=FACEBOOK,
        otherwise="nothing to do: the program never does it",
    ),
    Question(
        key="since",
        point=4,
        words="Is `since` inclusive, and does it go by creation?",
        done="lists were asked from the times of two of our comments on, and again after an edit",
        ask=ask_listing.since,
        of=FACEBOOK,
        means={"ignored": "each reading is a whole one: more calls; raise [collect] every_seconds if the quota fills"},
        otherwise="nothing to do: the program reads with an overlap and removes doubles",
    ),
    Question(
        key=DEEP_LINK,
        point=6,
        words="Does the comment's link open the comment, without a login?",
        done="the links of a test comment and of its reply were shown",
        ask=ask_surroundings.deep_link,
    ),
    Question(
        key="order",
        words="Is order=reverse_chronological honoured?",
        done="comments were listed in that order with a summary",
        ask=ask_listing.order,
        of=FACEBOOK,
        means={"honoured": FINE},
        otherwise="lists are read to their end instead of to the newest known comment: more calls",
    ),
    Question(
        key="counts-replies",
        words="Does summary.total_count count replies?",
        done="total_count and the list were compared with either filter",
        ask=ask_listing.counts_replies,
        of=FACEBOOK,
        means={"stream only": FINE},
    ),
    Question(
        key="spellings",
        words="Can a comment be read by either spelling of its id?",
        done="it was read with and without the first part",
        ask=ask_threads.spellings,
        of=FACEBOOK,
    ),
    Question(
        key="reply-to-reply",
        point=9,
        words="What becomes of a reply to a reply?",
        done="a reply to our own reply was tried, and its parent read",
        ask=ask_threads.reply_to_reply,
        means={"deeper": "nothing to do: replies at any depth are read; the program itself replies at the top only"},
        otherwise="nothing to do: the program replies at the top only",
    ),
)
TWICE: tuple[Question, ...] = (
    Question(
        key="same-words",
        words="Are the same words twice refused?",
        done="the words of one of our comments were sent a second time",
        ask=ask_threads.same_words,
        otherwise="nothing to do: before an answer is sent again, the list is read",
    ),
)
