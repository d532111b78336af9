"""Which questions are about hiding? The first one that hides is `counts-hidden`, the last one shows again."""

from bot.platforms.probing import ask_hiding
from bot.platforms.probing.question import FACEBOOK, FINE, Question

HIDING: tuple[Question, ...] = (
    Question(
        key="own-rights",
        words="What may be done with our own comment?",
        done="its can_hide and can_remove were read",
        ask=ask_hiding.own_rights,
        of=FACEBOOK,
    ),
    Question(
        key="counts-hidden",
        words="Does summary.total_count count hidden comments?",
        done="total_count was read before and after a hide",
        ask=ask_hiding.counts_hidden,
        of=FACEBOOK,
    ),
    Question(
        key="hidden-at-once",
        words="Does a read right after a hide show it?",
        done="our comment was hidden and read back",
        ask=ask_hiding.hidden_at_once,
        means={"at once": FINE, "late": "a hide may be sent a second time before it shows; it is harmless"},
    ),
    Question(
        key="refused-hide",
        point=3,
        words="Which error does a refused hide give?",
        done="hides were tried on test comments of ours, also where can_hide is false",
        ask=ask_hiding.refused_hide,
        of=FACEBOOK,
        otherwise="a refused hide becomes a review item; tell the makers the code",
    ),
    Question(
        key="hidden-listed",
        point=1,
        words="Are hidden comments listed?",
        done="our hidden comment was looked for in the lists; hidden comments of others were counted",
        ask=ask_hiding.hidden_listed,
        means={"yes": FINE},
        otherwise="edits and un-hides of hidden comments are not noticed by listing: tell the makers",
    ),
    Question(
        key="under-hidden",
        point=2,
        words="Are replies under a hidden comment listed?",
        done="our reply under our hidden comment was looked for and read",
        ask=ask_hiding.replies_under_hidden,
        means={"yes": FINE},
        otherwise="new replies under hidden comments may go unseen: tell the makers",
    ),
    Question(
        key="reply-to-hidden",
        point=2,
        words="Does a hidden comment take a reply?",
        done="a reply to our hidden comment was tried",
        ask=ask_hiding.reply_to_hidden,
        means={"refused": "reply first, then hide: on Instagram the program does so; on Facebook tell the makers"},
        otherwise=FINE,
    ),
)
