"""Is violence meant, or is it a figure of speech? Looks at the words that follow the person, place or weapon.

Only words of closed lists may follow when violence is meant: an end, a time, a place, a reason. Anything else ("the
superintendent's plan", "the school board", "a gun safety petition") and every metaphor ("with emails", "at the polls",
anything after a colon) leaves it to a person, who is told at once.
"""

import re

from bot.judge.reading import sentence_around

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPOT = (
    r"(?:school|class\w*|gym|lunch|recess|practice|work|home|houses?|office|meeting|lot|hall\w*|bus(?:es)?|stop|sleep|"
    r"bed|car|truck|driveway|door|bathroom|building|campus|cafeteria|commons|high|middle|elementary|stadium|"
    r"rack|flagpole|playground|graduation|prom|dance|kitchen|library|head|face|neck|back|chest|\d)"
)
_SIDE = (
    r"(?:board|unions?|parents?|teachers?|staff|taxpayers?|council|pt[ao]|boosters?|citizens?|student|faculty|democrat\w*|"
    r"republicans?|liberals?|conservatives?|christian|muslim|jewish|jews?|catholics?|atheists?|voters?|supporters?|opponents?|coach\w*)"
)
"""Whose meeting or office it is changes nothing: none of them is better protected than another."""
_BODY_OF_OTHERS = r"(?:family|kids?|wife|husband|mom|mother|dad|daughter|son|dog|friends?|sister|brother|whole)"
_MEANT = re.compile(
    rf"^(?:[\"')\]]*\s*(?:[.!?,;…\n]|$|[^\w\s'’:\-–—=/&#@$%\"()\[\]*+])|\s+(?:"
    rf"(?:too|tho|though|all|both|now|dead|today|tonight|tomorrow|tmrw|tmr|soon|already|one day|one of these days|"
    rf"on sight|in front of|at night|bitch\w*|mf\w*|mother\w+|old man|fucker\w*|asshole|loser|nerd|pls|please|"
    rf"i swear|no cap|lol|because|bc|for real|until|while|like a dog|gun|you|u|ur|as soon as|before|up)\b|"
    rf"(?:on |this |next |by |come )?{_DAYS}\b|(?:when|if|once)\s+(?:i|you|u|he|she|they|we|that|it)\b|"
    rf"after (?:the |this )?game\b|(?:and )?(?:don'?t|do not) come\b|"
    rf"(?:at|after|before|in|into|to|by|near|outside|behind|inside|under)\s+(?:(?:the|this|that|your|ur|our|my|his|her|"
    rf"their|next|a)\s+)*(?:school\s+|parking\s+|bike\s+|high\s+|middle\s+|{_SIDE}\s+)?"
    rf"{_SPOT}\b(?!\s+(?:board|union))|"
    rf"and\s+(?:(?:your|ur|his|her|their)\s+{_BODY_OF_OTHERS}|then|every|all|i|burn|bury|kill|shoot|stab|die|dump)\b|"
    rf"with\s+(?:you|them|every|everyone|all of|my bare|a (?:gun|knife|bat|hammer)|my (?:gun|knife|rifle|car|truck))\b|"
    rf"(?:si|en|cuando|hoy|manana)\b))"
)
_TURNED = re.compile(r"^(?:['’]s?(?:\s+\w|$)|['’]s\b|[-–]\w|\s*=|\s*:)")
_IMAGE = re.compile(
    r"\b(?:e-?mails?|phone calls?|calls|phones?|phone lines?|reviews?|inbox\w*|polls?|ballots?|elections?|november|"
    r"april|vot(?:e|es|ed|ing|ers?)|petitions?|own words|paperwork|politic\w+|reputations?|court\w*|"
    r"lawsuits?|lawyers?|sue|"
    r"budgets?|lev(?:y|ies)|bonds?|tax(?:es)?|contracts?|raises?|salar(?:y|ies)|plans?|polic(?:y|ies)|proposals?|facts|"
    r"evidence|data|audit\w*|kindness|love|hugs?|laughter|jokes?|debates?|headlines?|press|newspapers?|comments?|"
    r"comment section|social media|facebook|google|ratings?|wallets?|pockets?|legacy|careers?|resign\w*|recall\w*|"
    r"metaphor\w*|figurative\w*|effigy|image|sunshine|records requests?|arguments?|logic|math|"
    r"where it (?:counts|hurts)|questions?|signatures?|letters?|memes?|flyers?|signs|posters?|"
    r"turnout|standings|scoreboard|score|overtime|"
    r"tournament|playoffs?|finals?|half|quarter|inning|chess|trivia|cancha|partido|urnas|votos|elecciones|"
    r"safety|reform|control|bill|responsibilit\w+|hands of time|hard questions)\b"
)
_BEFOREHAND = re.compile(
    r"\b(?:polls?|ballots?|november|election day|in court|at the (?:polls|vote)|politically|metaphorically|"
    r"figuratively|next election|game|match|tournament|playoffs?|on the (?:field|court|ice|mat|scoreboard))\b"
)
_NEW_CLAUSE = re.compile(
    r"\b(?:if|because|bc|when|unless|until|so that|si|cuando|after|over|for (?:cutting|closing))\b"
)
_ROLE_AND_NOUN = re.compile(
    r"\b(?:[Cc]oach|[Pp]rincipal|[Oo]fficer|[Ss]uperintendent|[Tt]eacher|[Cc]ounselor|[Dd]irector)\s+"
    r"(?!(?:meeting|office|building|lounge|rally|hall)\b)[a-z]\w*$"
)


def figurative(text: str, low: int, high: int) -> bool:
    """Whether ``text[low:high]``, in the lower-case `text`, is turned into a figure by the words around it."""
    if _TURNED.search(text[high : high + 8]):
        return True
    sentence = sentence_around(text, low, high)
    at = sentence.find(text[low:high])
    before, after = sentence[: max(at, 0)], sentence[max(at, 0) + high - low :]
    clause = _NEW_CLAUSE.split(after, maxsplit=1)[0]
    return ":" in re.sub(r"\d:\d", "", clause) or bool(_IMAGE.search(clause)) or bool(_BEFOREHAND.search(before))


def meant(text: str, low: int, high: int, written: str) -> bool:
    """Whether violence is meant: what follows is on the closed list and nothing makes it a figure of speech.

    `written` is the match as the author wrote it: "kill principal reductions" names no Principal Reductions.
    """
    if _ROLE_AND_NOUN.search(written) and not written.isupper():
        return False
    return bool(_MEANT.search(text[high : high + 80])) and not figurative(text, low, high)
