"""Is a listed word meant, or only spoken about? Quoted, reported, objected to, said of oneself, or discussed.

Whoever asks gets the sentence that the reviewer reads. The answer can only soften. It leans to the soft side: an aimed
insult that looks like a report costs a person a look, a hidden report of bullying costs a parent their voice.
"""

import re

from bot.judge.rules.directed import at_you

QUOTED = "A listed word stands here, but in quotation marks: a person decides."
REPORTED = (
    "A listed word stands here, but the writer seems to report what was said, written or heard: a person decides."
)
OBJECTED = "A listed word stands here, but the writer seems to object to its use: a person decides."
OF_ONESELF = "A listed word stands here, but the writer seems to use it of themselves: a person decides."
DISCUSSED = (
    "A listed word stands here, but a book, a lesson or the word itself seems to be discussed: a person decides."
)

_SAY = (
    r"(?:said|says?|saying|told|tells?|telling|yell(?:ed|s|ing)?|shout(?:ed|s|ing)?|scream(?:ed|s|ing)?|"
    r"chant(?:ed|s|ing)?|"
    r"hears?|heard|hearing|wrote|writes|written|texted|spray(?:ed|s)?|carved|whisper(?:ed|s)?|"
    r"mutter(?:ed|s)?|dijo|dijeron|dicen|llamo|llamaron|llaman|gritaron|grito)"
)
_CALL = r"(?:call(?:ed|s|in|ing)?|label(?:l?ed|s|l?ing)?|nicknamed|taunted|bullied|mocked|refer(?:red|s|ring)? to)"
_WHOM = (
    r"(?:me|him|her|them|us|you|it|people|kids|folks|others?|someone|somebody|anyone|each other|another|"
    r"students?|children|"
    r"(?:my|our|his|her|their|your|the|a|an|that|this|some|any|other|black|gay|disabled|asian|special ed|mi|"
    r"mis|su|sus|a mi)"
    r"\s+\w+(?:\s+\w+)?|\w+)"
)
_CALLED = re.compile(rf"\b{_CALL}\s+(?:{_WHOM}\s+)?(?:as\s+)?(?:an?\s+|the\s+|those\s+|una?\s+)?(?:\w+\s+){{0,2}}$")
_BY_ME = re.compile(
    r"\b(?:i|we|ima|imma|i'?ll|i'?m|we'?ll|let me|lemme)\s+(?:(?:just|will|would|still|always|am|gonna|"
    r"going to|can|must|want to|wanted to|have to|need to)\s+)*"
    rf"(?:say|tell|{_CALL})\b"
)
_BY_OTHERS = re.compile(
    rf"\b(?!(?:i|we|you|u|yall|y'all|to)\b)[\w']+\s+(?:\w+ly\s+|just\s+|also\s+)?{_SAY}\b[^.!?\n]{{0,70}}$"
)
_CUES = re.compile(rf"\b(?:{_CALL}|{_SAY}|read about|graffiti|slogans?)\b")
_CUES_AFTER = re.compile(
    r"^\W*(?:(?:is|was|are|were|gets?|got)\s+(?:carved|written|painted|sprayed|scratched|drawn|yelled|shouted|"
    r"chanted|said|"
    r"what\s+(?:they|he|she|my|our|his|her|their|the|some)\b)|"
    r"by\s+(?:a|an|his|her|their|my|our|the|some|another|other)\s+\w+|"
    r"(?:\w+\s+){0,2}(?:on|in)\s+(?:his|her|their|my \w+'s|the|a|our) (?:\w+\s+)?(?:lockers?|desks?|walls?|"
    r"bathroom|mirror)\b|"
    r"(?:\w+\s+){0,2}(?:someone|somebody|they|he|she|kids|a (?:boy|girl|kid|student|teacher|"
    r"coach))\s+(?:\w+\s+)?(?:said|yelled|wrote|shouted|called)\b)"
)
_TOPIC = re.compile(
    r"\b(?:the words?|[a-z]-?word|n-word|terms?|slurs?|epithets?|insults? like|words like|swear ?words?|"
    r"curse ?words?|profanity|"
    r"definition|etymology|quotes?|quoted|quotation|page|pages|chapters?|books?|novels?|poems?|textbooks?|"
    r"essays?|passages?|"
    r"excerpts?|autobiography|memoirs?|scripts?|screenplay|lyrics|library|titles?|titled|entitled|called|"
    r"huck(?:leberry)? finn|tom sawyer|mockingbird|scarlet letter|the crucible|"
    r"author|la palabra|palabras?|libro)\b"
)
_TOPIC_AFTER = re.compile(
    r"^\W*(?:means?\b|meant\b|\d+ times\b|comes from\b|used to mean|(?:is|was|are|were)\s+(?:the title|a word|a term|"
    r"a slur|an old word|in the (?:book|novel|text|title|dictionary))|"
    r"(?:is|was)\s+\w+\s+(?:for|slang)\b|scenes?\b|\(?(?:noun|verb)\b|"
    r"by\s+\w+\s+\w+\s+(?:is|was|should|belongs)\b|"
    r"(?:\w+\s+){0,3}(?:on|in)\s+(?:\w+\s+){0,3}(?:pages?\s+\d|chapter|novels?|books?|library|curriculum|"
    r"dictionary|p\.)(?:\W|\d|$))"
)
_OBJECT = re.compile(
    r"\b(?:stop|quit|don'?t|dont|do not|does not|doesn'?t|never|nobody|no ?one|no (?:child|kid|student|parent|"
    r"teacher|family)\w*|none of|not one|shouldn'?t|should not|must not|mustn'?t|"
    r"can'?t|cannot|won'?t|isn'?t|not ok(?:ay)?|not cool|not funny|wrong|unacceptable|hateful|hurtful|cruel|"
    r"racist|shame\w*|"
    r"tired of|sick of|fed up|enough of|against|ban(?:s|ned|ning)?|punish\w*|suspend\w*|discipline|"
    r"consequences?|report(?:ed)?|"
    r"instead of|rather than|no excuse|no place|zero tolerance|why (?:is|are|do|does|can)|nadie|dejen de|"
    r"no se dice)\b"
    r"[^.!?\n]{0,40}\b(?:say|says|said|saying|call|calls|called|calling|use|uses|used|using|shout\w*|yell\w*|"
    r"chant\w*|throw\w*|hear\w*|"
    r"joke\w*|decir|llamar|llamen)\b[^.!?\n]{0,50}$"
)
_NAMING = re.compile(
    r"\b(?:say\w*|call\w*|us(?:e|es|ed|ing)|the words?|shout\w*|yell\w*|hear\w*|decir|llamar\w*)\b[^.!?\n]{0,40}$"
)
_JUDGED = re.compile(
    r"^[^.!?\n]{0,40}\b(?:is|are|isn'?t|aren'?t|was|wasn'?t|'s|es)\s+(?:(?:so|just|really|always|never|not|"
    r"also|an?|absolutely|plain|simply|no)\s+)*"
    r"(?:wrong|hurtful|hateful|unacceptable|ok(?:ay)?|slurs?|racist|cruel|bullying|shameful|funny|cool|"
    r"acceptable|jokes?|nicknames?|"
    r"insults?|harassment|offensive|disgusting|bigotry|ableist|homophobic|sexist|compliment|way to)\b"
)
_JUDGED_AT_ONCE = re.compile(
    r"^['\"]?\s+(?:isn'?t|is not|aren'?t|are not|is never|is)\s+(?:an?\s+)?(?:slurs?|jokes?|nicknames?|"
    r"insults?|funny|ok(?:ay)?|"
    r"acceptable|hate speech|offensive|compliments?|hurtful|words? (?:we|you|anyone|kids|to))\b|"
    r"^['\"]?\s+(?:hurts|has no place|should never be|must not be|needs to stop being)\b"
)
_SELF = re.compile(
    r"(?:\b(?:i am|i'm|im|i was|we are|we're|us|my fellow|fellow|call myself|consider myself|calling myself|"
    r"yo soy|soy|somos)\s+"
    r"(?:(?:just|such|a proud|proud|one|an?|the|very|two|happy|loud|old|also|still|un|una|orgullosa|"
    r"orgulloso)\s+)*|\bas an?\s+|\bproud(?:ly)?\s+(?:an?\s+)?|^\W*)$"
)
_PROUD = re.compile(r"\b(?:here|proud|proudly|pride|myself|ourselves|i am|i'm|orgullos[oa]s?)\b")
_SELF_END = re.compile(r"^\s*(?:$|[.,!?;)]|(?:sometimes|myself|too|lol|and|but|mom|dad|parent|here|who|at)\b)")
_BREAK = re.compile(r"[,;:\n–—-]|\b(?:so|and|but)\b")
_YOU_AFTER = re.compile(r"^\s+(?:you|u|ya|y'?all)\b")
_TIGHT_BEFORE, _TIGHT_AFTER = re.compile(r"(?:^|[\s(:,])'[^']{0,30}$"), re.compile(r"^[^']{0,30}'(?:\W|$)")
_NEAR = 120
_LOOSE = 60


def spoken_about(text: str, low: int, high: int) -> str:
    """Why ``text[low:high]`` (lower case) seems not to be meant, as a sentence; empty when it seems meant."""
    before, after = text[max(0, low - _NEAR) : low], text[high : high + _NEAR]
    if _in_quotation_marks(before, after):
        return QUOTED
    if _objected(before, after, text, low, high):
        return OBJECTED
    if _of_oneself(before[-40:], after[:40]):
        return OF_ONESELF
    if _reported(before, after, text, low, high):
        return REPORTED
    near = before[-_LOOSE:]
    if _TOPIC_AFTER.search(after) or _still_open(_TOPIC, near, text, low, high):
        return DISCUSSED
    return ""


def _in_quotation_marks(before: str, after: str) -> bool:
    if before.count('"') % 2 == 1 and '"' in after:
        return True
    return bool(_TIGHT_BEFORE.search(before) and _TIGHT_AFTER.search(after))


def _objected(before: str, after: str, text: str, low: int, high: int) -> bool:
    if _JUDGED_AT_ONCE.search(after) and not at_you(text, low):
        return True
    if _NAMING.search(before) and _JUDGED.search(after):
        return True
    found = _OBJECT.search(before)
    return found is not None and not _turned_on_you(found.group(), text, low, high)


def _reported(before: str, after: str, text: str, low: int, high: int) -> bool:
    near = before[-_LOOSE:]
    if _BY_ME.search(near):
        return False
    if _CALLED.search(before) or _BY_OTHERS.search(before) or _CUES_AFTER.search(after):
        return True
    return _still_open(_CUES, near, text, low, high)


def _of_oneself(before: str, after: str) -> bool:
    if not _SELF.search(before):
        return False
    said = bool(before.strip())
    return bool(_PROUD.search(after) or "proud" in before or (said and _SELF_END.search(after)))


def _still_open(cue: "re.Pattern[str]", near: str, text: str, low: int, high: int) -> bool:
    """Whether a cue stands before the word and the writer has not turned to "you" since."""
    ends = [found.end() for found in cue.finditer(near)]
    return bool(ends) and not _turned_on_you(near[ends[-1] :], text, low, high)


def _turned_on_you(between: str, text: str, low: int, high: int) -> bool:
    you = at_you(text, low) or bool(_YOU_AFTER.search(text[high : high + 8]))
    return you and bool(_BREAK.search(between))
