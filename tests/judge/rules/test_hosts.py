"""Is an imitated address told from the real one and from a borrowed name?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.rules.hosts import Likeness, distance, likeness

KNOWN = ("pattonville.org", "facebook.com", "psdr3.org")


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("pattonviile.org", Likeness.SLIP),
        ("pattonvil1e.org", Likeness.IMITATION),
        ("pattonvlle.net", Likeness.SLIP),
        ("faceb00k-support.com", Likeness.IMITATION),
        ("help.facebok.com", Likeness.IMITATION),
        ("fаcebook.com.login.example.net", Likeness.IMITATION),
        ("xn--fcebook-2fg.com", Likeness.IMITATION),
        ("facebook-support.com", Likeness.BORROWED),
        ("pattonville-parents.org", Likeness.BORROWED),
        ("pattonville.org", None),
        ("m.facebook.com", None),
        ("psdr4.org", None),
        ("notebook.com", None),
        ("patton.org", None),
        ("", None),
    ],
)
def test_hosts_are_compared_by_their_letters(host: str, found: Likeness | None) -> None:
    assert likeness(host, KNOWN) is found


@given(st.text(max_size=60))
def test_any_host_is_survived(host: str) -> None:
    assert likeness(host, KNOWN) in {None, *Likeness}


@pytest.mark.parametrize(
    ("one", "other", "far"), [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", 3)]
)
def test_distance_counts_letters(one: str, other: str, far: int) -> None:
    assert distance(one, other) == far
