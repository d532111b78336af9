"""Is lawful criticism, angry or sarcastic, ever hidden? It must not be, whatever the rules become."""

from collections import Counter

from bot.judge.criticism import hidden_criticism, lawful_criticism
from bot.judge.judge import Judge
from bot.judge.verdict import conclude
from bot.model import Outcome
from tests.judge.builders import finding


def test_there_are_hundreds_of_critical_comments_and_no_two_alike() -> None:
    assert len(lawful_criticism()) >= 300
    assert len({one.text for one in lawful_criticism()}) == len(lawful_criticism())


def test_no_criticism_is_hidden(judge: Judge) -> None:
    assert hidden_criticism(lambda text, post: judge.verdict(text, post_text=post)) == ()


def test_no_criticism_is_hidden_however_it_is_written(judge: Judge) -> None:
    assert hidden_criticism(lambda text, post: judge.verdict(text.upper(), post_text=post)) == ()
    assert hidden_criticism(lambda text, post: judge.verdict(text.lower())) == ()


def test_nearly_all_criticism_is_left_alone(judge: Judge) -> None:
    outcomes = Counter(judge.verdict(one.text, post_text=one.post).outcome for one in lawful_criticism())
    assert outcomes[Outcome.REVIEW] <= 0.05 * len(lawful_criticism())


def test_a_judge_that_hides_criticism_is_found_out() -> None:
    hiding = conclude([finding()], "g")
    assert hidden_criticism(lambda text, post: hiding) == lawful_criticism()
