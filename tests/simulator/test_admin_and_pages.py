"""Do the admin side, the permalink pages and the pictures show what they should, and hide what they should?"""

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, Reply, comment, post, scenario, world


def admin(talk: World, method: str, path: str, body: Any = None, key: str | None = None) -> Reply:
    sent = {"X-Admin-Key": talk.admin_key if key is None else key}
    return Caller(talk).ask(method, f"/_admin/{path}", json=body, headers=sent)


@pytest.mark.parametrize("key", ["", "wrong", "schlüssel"])
def test_the_admin_side_wants_its_key(key: str) -> None:
    assert admin(world(), "GET", "state", key=key.encode().decode("latin-1")).status == 403


def test_events_answer_the_ids_they_touched() -> None:
    made = world(post())
    answer = admin(made, "POST", "events", [comment("new"), {"type": "hide", "comment": "new"}])
    assert answer.body["ids"] == [made.comment("new").id] * 2
    assert made.comment("new").created == made.now()


def test_playing_answers_the_labels_and_what_is_left() -> None:
    steps: list[dict[str, object]] = [{"label": label, "at_minutes": 1, "events": []} for label in ("a", "b", "c", "d")]
    made = World(scenario(*steps), Clock())
    assert admin(made, "POST", "play", {"steps": 2}).body == {"played": ["a", "b"], "left": 2}
    assert admin(made, "POST", "play", {"all": True}).body == {"played": ["c", "d"], "left": 0}
    assert admin(made, "POST", "play", {"steps": 1}).body == {"played": [], "left": 0}


def test_the_state_counts_hides_and_calls() -> None:
    made = world(post(), comment("one"))
    for _ in range(2):
        Caller(made).write(f"/{made.comment('one').id}", is_hidden="true")
    state = admin(made, "GET", "state").body
    row = state["accounts"]["page"]["comments"][made.comment("one").id]
    assert (row["key"], row["is_hidden"], row["hides"], row["deleted"]) == ("one", True, 2, False)
    assert state["calls"] == {"total": 2, "by_kind": {"hide": 2}}


def test_faults_are_set_and_cleared() -> None:
    made = world()
    assert admin(made, "POST", "faults", [{"effect": "drop_before", "times": 0}]).body == {"added": 1}
    assert Caller(made).read("/me").status == 502
    admin(made, "DELETE", "faults")
    assert Caller(made).read("/me").status == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [("events", {}), ("events", [{"type": "odd"}]), ("play", []), ("play", {"steps": -1}), ("faults", [1])],
)
def test_the_admin_side_says_what_is_wrong(path: str, body: object) -> None:
    answer = admin(world(), "POST", path, body)
    assert answer.status == 400
    assert path in answer.body["error"]


def facebook_page(made: World, query: str = "") -> Reply:
    return Caller(made, None).ask("GET", f"/apage/posts/{made.post('post').bare}/{query}")


def test_the_public_sees_no_hidden_comment_and_nothing_under_it() -> None:
    made = world(post(), comment("seen"), comment("bad"), comment("under", parent="bad"))
    made.apply([{"type": "hide", "comment": "bad"}])
    page = facebook_page(made).content.decode()
    assert "Text of seen" in page
    assert "Text of bad" not in page
    assert "Text of under" not in page


def test_everything_on_a_page_is_escaped_and_its_policy_is_strict() -> None:
    made = world(post(), comment("evil", text="<script>x</script>", author={"id": "1", "name": "<b>"}))
    answer = facebook_page(made)
    assert b"<script>" not in answer.content
    assert b"&lt;script&gt;" in answer.content
    assert b"<b>" not in answer.content
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_broken_letters_do_not_break_a_page() -> None:
    assert facebook_page(world(post(), comment("odd", text="\ud800"))).status == 200


def test_a_permalink_marks_the_comment_it_names() -> None:
    made = world(post(), comment("one"), comment("reply", parent="one"))
    link = Caller(made).read(f"/{made.comment('reply').id}", fields="permalink_url").body["permalink_url"]
    page = Caller(made, None).read(link).content.decode()
    assert (
        f'id="comment-{made.comment("reply").bare}" data-comment-id="{made.comment("reply").bare}" class="focus"'
        in page
    )


def test_instagram_has_a_page_by_shortcode() -> None:
    made = world(post("media", "ig"), comment("c", on="media"))
    link = Caller(made, "ig-token").read(f"/{made.post('media').id}", fields="permalink").body["permalink"]
    assert b"Text of c" in Caller(made, None).read(link).content
    assert b"focus" in Caller(made, None).read(f"{link}c/{made.comment('c').id}/").content


@pytest.mark.parametrize("path", ["/apage/posts/1", "/nobody/posts/1", "/p/none/"])
def test_a_page_that_is_not_there_is_a_404(path: str) -> None:
    assert Caller(world(), None).ask("GET", path).status == 404


def picture(made: World) -> str:
    body = Caller(made).read(f"/{made.comment('photo').id}", fields="attachment").body
    return str(body["attachment"]["media"]["image"]["src"])


def test_a_picture_is_a_real_one_of_the_size_it_says() -> None:
    made = world(post(), comment("photo", text=None, attachment={"label": "A dog", "width": 200, "height": 120}))
    image = Image.open(io.BytesIO(Caller(made, None).read(picture(made)).content))
    assert (image.format, image.size) == ("PNG", (200, 120))


def test_a_pictures_address_expires() -> None:
    clock = Clock()
    made = world(post(), comment("photo", attachment={}), clock=clock, settings={"cdn_minutes": 10})
    address = picture(made)
    clock.pass_minutes(11)
    assert Caller(made, None).read(address).status == 403


def test_a_pictures_address_cannot_be_forged() -> None:
    made = world(post(), comment("photo", attachment={}))
    address = urlsplit(picture(made))
    assert Caller(made, None).ask("GET", f"{address.path}?oe=FFFFFFFF&sig=0").status == 403
    assert Caller(made, None).ask("GET", "/cdn/1.png").status == 404
