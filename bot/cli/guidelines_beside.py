"""What looks at comments beside the rules, and stands as `rule` in findings? Checks, classifiers, their failures."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

UNCHECKED = ":unchecked"
"""Stands behind the name of a classifier that could not look at a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What looks at comments beside the rules, and stands as `rule` in findings: what it is, may do, and where to read
    on."""

    kind: str
    words: str
    may: str
    read: str


_ORDERS = "orders the queue, and can't hide anything or send it to a person"
_ASKS = "a person decides; it can't hide anything"
_MODELS = MappingProxyType(
    {
        "insult-1": "an insult, a threat, a slur or an obscenity",
        "spam-1": "spam",
        "school-1": "what breaks the guidelines under a school's posts",
    }
)
BESIDE: Mapping[str, Beside] = MappingProxyType(
    {
        "facts": Beside(
            kind="check beside the rules",
            words="The comment seems to state a false claim that stands on the district's sheet of known claims "
            "(settings, [facts] file). The person who reads it may post the approved answer.",
            may=_ASKS,
            read="docs/facts.md",
        ),
        "relevance": Beside(
            kind="check beside the rules",
            words="The comment shares neither words nor meaning with its post. It looks only where a model of meaning "
            "is installed.",
            may="a note for whoever reads the comment; it changes no verdict",
            read="docs/facts.md, 'Relevance to the post'",
        ),
        "language": Beside(
            kind="check beside the rules",
            words="The comment, or a part of it, seems to be in a language that no rule reads: the rules read English "
            "and Spanish.",
            may=_ASKS,
            read="docs/models.md, 'Languages'",
        ),
    }
    | {
        name: Beside(
            kind="classifier",
            words=f"A small model that scores how much a comment reads like {like}. It can be wrong, and no score is "
            "safe enough to hide by.",
            may=_ORDERS,
            read="docs/models.md",
        )
        for name, like in _MODELS.items()
    }
)
"""By the name that findings carry."""


def beside(name: str) -> Beside | None:
    """What stands under this name in findings without being a rule; None for any other name."""
    if name in BESIDE:
        return BESIDE[name]
    models = name.removesuffix(UNCHECKED).split("+")
    if not name.endswith(UNCHECKED) or not all(model in _MODELS for model in models):
        return None
    failed = " and ".join(models)
    return Beside(
        kind="note of a failure",
        words=f"{failed} failed on the comment, or took longer than two seconds. Nothing is known against the comment.",
        may="a person looks instead; it can't hide anything",
        read="docs/models.md",
    )
