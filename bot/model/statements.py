"""What does the district answer to a known false claim?"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An approved factual answer to a known false claim (facts desk).

    `claim` and `paraphrases` say the false claim as people write it; `reply` is the approved answer, `source` where the
    facts stand. `owner` keeps it true, `approver` approved it (empty when nobody did). After the day `expires` it never
    matches.
    """

    id: str
    claim: str
    paraphrases: tuple[str, ...]
    reply: str
    source: str
    owner: str
    expires: date
    approver: str = ""
