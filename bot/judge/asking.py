"""Does a sentence ask, with or without a question mark? English and Spanish."""

import re

_RHETORICAL = re.compile(
    r"\b(?:did(?:n'?t)? you (?:all |guys |people |even )?(?:know|hear|see|realize|notice)|"
    r"do you (?:all )?(?:know|realize) (?:that|they|the)|"
    r"can you (?:believe|imagine)|how (?:can|could|dare) (?:you|they|the district|the board|anyone)|"
    r"how is (?:it|this|that) (?:ok|okay|legal|"
    r"right|fair|allowed)|(?:is|how is) (?:that|this|it) even |(?:has|have) (?:everyone|everybody|you all) "
    r"(?:seen|heard|noticed|read)|why (?:is|does|did|has) (?:nobody|no one|anyone)|who (?:else )?(?:noticed|thought|"
    r"decided|approved)|"
    r"(?:we'?re|we are|i'?m|am i|are we) (?:just )?supposed to|and (?:you|they|we|nobody)\b.{0,40}\?|"
    r"what (?:are they|is the district|"
    r"are you) hiding|sabian? que|sabias que|how about that|guess what|and guess (?:what|who))"
)
_AUXILIARY = (
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|any|isn'?t|aren'?t|don'?t|"
    r"doesn'?t|didn'?t|"
    r"won'?t|haven'?t|hasn'?t"
)
_SUBJECT = (
    r"the|a|an|my|our|your|his|her|their|they|we|you|he|she|it|i|this|that|these|those|there|any|anyone|anybody|"
    r"someone|"
    r"students?|kids?|parents?|teachers?|families|all|every|everyone|prop|proposition|masks?|schools?|dr|mr|ms|mrs"
)
_ASKS = re.compile(
    r"\b(?:(?:does|do|has|did|can|could|would) (?:any(?:one|body)|some(?:one|body)|you guys) .{0,20}(?:know|"
    r"heard?|confirm|explain|"
    r"tell|clarify|have)|any(?:one|body) (?:know|heard?|confirm|else hear)|is (?:it|this|that) (?:really |"
    r"actually )?true|any truth|"
    r"true or (?:not|false)|yes or no|(?:(?:i )?wonder(?:ing|ed)?|curious) (?:if|whether|why|what|when)|"
    r"(?:please|can|"
    r"could) .{0,20}(?:confirm|"
    r"clarify)|just asking|asking (?:for|because)|not sure (?:if|whether)|want(?:ed)? to know (?:if|whether)|"
    r"can'?t be (?:right|true)|"
    r"or (?:is it|are they|not|no|what)\W*$|"
    r"es (?:verdad|cierto) que|alguien sabe|quisiera saber|me pregunto)\b"
)
# Asked for a fact, with or without a mark.
_SEEKS = re.compile(
    r"^\W*(?:(?:so|wait|ok|and|but|hi|hello)\W+)*(?:what|which|when|where|how (?:much|many|long|far|old|often))"
    r"(?: \w+)?? (?:does|do|is|are|will|did|was|were|can|would|should) "
    rf"(?:{_SUBJECT})\b"
)
# Asked without a verb, or of a bare noun: "how many tickets per family", "are hoodies ok"; people leave the mark out.
_BARELY_ASKS = re.compile(
    r"^\W*(?:(?:so|wait|ok|okay|hi|hey|um|and|but|or)\W+)*"
    r"(?:how (?:many|much|long|old|often|far|late|early)\b(?! (?:more|longer|times|of (?:us|you|these)))|"
    r"what(?:'s| is| are|s| time| day| date| grade| age) |which \w+ (?:is|are|was|do|does|did|will|has|have|can|"
    r"should)\b|what (?:do|does|did) \w+ |what happens (?:on|if|when|to|at)\b|when(?:'s| is| are| does| do) |"
    r"where(?:'s| is| are| do| does| can) |who(?:'s| is| do| does) (?:the|in charge|do|does|we|i)\b|"
    r"(?:are|does|did) (?!\w+ing\b|not\b|never\b|better\b|nothing\b)\w+ |do (?!not\b|better\b|nothing\b|"
    r"something\b|it\b|your?\b|the\b|what\b|this\b|that\b)\w+ |is (?:\w+ ){1,3}or \w+\W*$|"
    r"is (?!\w+(?:ing|ed)\b|not\b|no\b|so\b|now\b|gone\b|done\b|what\b|why\b)\w+ (?:ok|okay|allowed|open|still|"
    r"really|"
    r"any|happening|included|required|free|closed|on|at|for|gonna|going)\b)[^!,]*$"
    r"|\bis it (?:\w+ ){1,4}or (?:\w+ ?){1,4}\W*$"
)
_INVERTED = re.compile(rf"^\W*(?:(?:so|wait|ok|okay|hi|hey|um|and|but|or)\W+)*(?:{_AUXILIARY})\s+(?:{_SUBJECT})\b")
_OPEN_ASKS = re.compile(
    r"^\W*(?:(?:so|wait|ok|and|but)\W+)*(?:what|when|where|who|whose|which|how|why|que|cuando|donde|quien|como|"
    r"cuanto)\b"
)
_WITNESS = re.compile(
    r"^\W*(?:because|since|cause|cuz|porque)\b.{0,60}\b(?:saw|seen|told|heard|has|have|did|vio|dijo)\b"
)


def asks(said: str, later: str) -> bool:
    """Whether `said`, plainly spelled, asks; `later` is the sentence after it. Claims put as questions do not ask."""
    if _RHETORICAL.search(said) or _WITNESS.search(later):
        return False
    if said.rstrip(" )\"'").endswith("?") or "¿" in said or _ASKS.search(said):
        return True
    if _SEEKS.search(said) or _BARELY_ASKS.search(said):
        return True
    if _INVERTED.search(said) and not said.endswith("!"):
        return True
    if _ASKS.search(later):
        return True
    return later.endswith("?") and len(later.split()) <= 5 and not _OPEN_ASKS.search(later)
