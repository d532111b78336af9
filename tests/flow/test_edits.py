"""What happens to a comment whose author keeps changing it?"""

from pathlib import Path

from bot.model import Reviewer, Shelf
from tests.builders import NOON
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town

BAD, GOOD = "This is fucking bullshit", "What a lovely concert."
PAT = Reviewer(name="pat", display_name="Pat", password_hash="", must_change_password=False, created_at=NOON)


def edit(made: Town, text: str) -> None:
    made.world.apply([{"type": "edit", "comment": "c", "text": text}])


def test_bad_words_that_come_back_after_an_undo_are_hidden_again(tmp_path: Path) -> None:
    with (
        town(tmp_path, script([post(), comment("c", BAD)]), shipped_rules=True) as made,
        made.worker(Painter()) as worker,
    ):
        made.world.play_all()
        made.pass_over(worker)
        assert made.world.comment("c").is_hidden

        edit(made, GOOD)
        made.pass_over(worker)
        desk = made.desk(worker.store)
        [waiting] = desk.shelf(Shelf.QUEUE).views
        assert waiting.hide_in_force is not None
        desk.undo(PAT, waiting.hide_in_force, "the new words are fine", "undo-key-1")
        made.work_off(worker)
        assert not made.world.comment("c").is_hidden

        edit(made, BAD)
        made.pass_over(worker)
        assert made.world.comment("c").is_hidden
        assert made.world.comment("c").hides == 2


def test_a_persons_undo_of_the_very_words_stands_whatever_the_machine_says(tmp_path: Path) -> None:
    with (
        town(tmp_path, script([post(), comment("c", BAD)]), shipped_rules=True) as made,
        made.worker(Painter()) as worker,
    ):
        made.world.play_all()
        made.pass_over(worker)
        desk = made.desk(worker.store)
        [hidden] = desk.shelf(Shelf.HIDDEN).views
        assert hidden.hide_in_force is not None
        desk.undo(PAT, hidden.hide_in_force, "", "undo-key-1")
        made.work_off(worker)
        edit(made, GOOD)
        made.pass_over(worker)
        edit(made, BAD)
        made.pass_over(worker)
        assert not made.world.comment("c").is_hidden
