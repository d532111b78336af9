"""Are the names that the district typed in protected, and only near a private matter?"""

import pytest

from bot.judge.reading import read
from bot.judge.rules.roster import roster_matcher
from tests.judge.builders import fields

TABLE = {
    "names": ["# grade nine\nZyra Exampleton\nNoé Sample"],
    "matters": [r"\b(?:suspended|chemo|custody)\b"],
    "soft_when": [r"\bboard\b"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zyra exampleton got suspended", [("zyra exampleton got suspended", False)]),
        ("Suspended again: Exampleton, Zyra.", [("Suspended again: Exampleton, Zyra", False)]),
        ("Zyra Q. Exampleton was in custody court", [("Zyra Q. Exampleton was in custody", False)]),
        ("Noe Sample has chemo", [("Noe Sample has chemo", False)]),
        ("My daughter Zyra Exampleton got suspended", [("Zyra Exampleton got suspended", True)]),
        (
            "Zyra Exampleton told the board why she was suspended",
            [("Zyra Exampleton told the board why she was suspended", True)],
        ),
        ("Zyra Exampleton won. The board suspended the rules.", [("Zyra Exampleton won. The board suspended", True)]),
        ("Zyra Exampleton won the art prize", []),
        ("Somebody was suspended", []),
    ],
)
def test_a_name_of_the_roster_near_a_private_matter_is_found(text: str, found: list[tuple[str, bool]]) -> None:
    matcher = roster_matcher(fields(TABLE))
    assert [(text[one.start : one.end], one.soft) for one in matcher.spans(read(text))] == found


def test_a_name_of_one_word_is_refused() -> None:
    given = fields({**TABLE, "names": ["Zyra"]})
    roster_matcher(given)
    assert "first and last name" in "\n".join(given.faults.found)
