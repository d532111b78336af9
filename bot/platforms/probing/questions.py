"""Which questions does a probe ask, in which order?

What only reads comes first; what could upset Meta (the same words twice) after everything that writes.
"""

from bot.model import PlatformName
from bot.platforms.probing.question import Question
from bot.platforms.probing.questions_hiding import HIDING
from bot.platforms.probing.questions_reading import AFTER, BEFORE
from bot.platforms.probing.questions_writing import SHOWN, TWICE

QUESTIONS: tuple[Question, ...] = (*BEFORE, *SHOWN, *HIDING, *TWICE, *AFTER)


def questions_for(platform: PlatformName) -> tuple[Question, ...]:
    """What is asked on this platform."""
    return tuple(each for each in QUESTIONS if platform in each.of)
