"""Who comes in, who stays out, and when is a session over?"""

import pytest

from bot.errors import ConfigError
from bot.review.passwords import password_fault
from bot.review.views.room import safe_path
from bot.review.web import is_loopback, serve
from tests.review.office import PASSWORD, Office, Staff

INSIDE = [
    "/",
    "/second-look",
    "/hidden",
    "/decided",
    "/all",
    "/search",
    "/pages",
    "/log",
    "/help",
    "/comment/1",
    "/picture/1.png",
]
INSIDE += ["/picture/1/small.png", "/password", "/no-such-page"]


@pytest.mark.parametrize("path", INSIDE)
def test_a_stranger_is_sent_to_the_log_in_page_from_everywhere(stranger: Staff, path: str) -> None:
    answer = stranger.look(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login")


def test_log_in_leads_to_the_page_that_was_wanted(office: Office, stranger: Staff) -> None:
    answer = stranger.log_in(next="/hidden?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/hidden?page=2")
    assert "Dana Whitlock" in stranger.read("/")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", "evil", "", "/ /x"],
)
def test_nobody_is_sent_to_another_site(stranger: Staff, target: str) -> None:
    assert safe_path(target, "/") == "/"
    assert stranger.log_in(next=target).headers["Location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("dana", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_says_the_same(stranger: Staff, name: str, password: str) -> None:
    answer = stranger.log_in(name, password)
    assert answer.status_code == 401
    assert "Name or password is not right" in answer.text
    assert stranger.look("/").status_code == 303


def test_log_ins_stand_in_the_log_without_what_was_typed(office: Office, stranger: Staff) -> None:
    stranger.log_in("my secret by mistake", "x")
    stranger.log_in("DANA", "x")
    stranger.log_in()
    lines = list(office.store.ledger.entries())
    assert [(line.kind, line.actor, dict(line.body)) for line in lines] == [
        ("login_failed", "unknown", {}),
        ("login_failed", "dana", {}),
        ("login", "dana", {}),
    ]


def test_guessing_is_stopped_after_five_tries(office: Office, stranger: Staff) -> None:
    assert [stranger.log_in(password="wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    assert "Too many tries" in stranger.log_in().text


def test_log_ins_that_succeed_do_not_use_up_the_tries(office: Office) -> None:
    app = office.app()
    assert [Staff(app).log_in().status_code for _ in range(7)] == [303] * 7


def test_one_account_is_guarded_from_many_addresses(office: Office) -> None:
    app = office.app()
    codes = []
    for number in range(101):
        staff = Staff(app)
        staff.browser.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        codes.append(staff.log_in(name="Dana" if number % 2 else "dana", password="wrong").status_code)
    assert codes == [401] * 100 + [429]


def test_a_stranger_at_one_address_can_not_lock_somebody_out_who_sits_elsewhere(office: Office) -> None:
    app = office.app()
    stranger, dana = Staff(app), Staff(app)
    stranger.browser.environ_base["REMOTE_ADDR"] = "10.0.0.1"
    for _ in range(30):
        stranger.log_in(name="dana", password="wrong")
    assert dana.log_in().status_code == 303


def test_a_copied_cookie_is_worth_nothing_after_the_log_out(office: Office) -> None:
    app = office.app()
    dana, thief = Staff(app), Staff(app)
    dana.log_in()
    cookie = dana.browser.get_cookie("review")
    assert cookie is not None
    thief.browser.set_cookie("review", cookie.value)
    assert thief.look("/").status_code == 200
    dana.press("/", "/logout")
    assert thief.look("/").status_code == 303


def test_a_disabled_reviewer_is_out_at_once(office: Office, dana: Staff) -> None:
    dana.read("/")
    office.store.reviewers.disable("dana", office.clock.now())
    assert dana.look("/").status_code == 303
    assert dana.log_in().status_code == 401


def test_a_session_ends_after_eight_idle_hours(office: Office, dana: Staff) -> None:
    office.clock.forward(hours=7.9)
    dana.read("/")
    office.clock.forward(hours=7.9)
    dana.read("/")
    office.clock.forward(hours=8.1)
    assert dana.look("/").status_code == 303


def test_logging_out_ends_the_session_and_is_logged(office: Office, dana: Staff) -> None:
    assert dana.press("/", "/logout").headers["Location"] == "/login"
    assert dana.look("/").status_code == 303
    head = office.store.ledger.head()
    assert head
    assert (head.kind, head.actor) == ("logout", "dana")


def test_a_first_password_must_be_replaced_before_anything_else(office: Office, stranger: Staff) -> None:
    office.add_reviewer("lee", "Lee Marsh", must_change=True)
    stranger.log_in("lee")
    for path in ("/", "/comment/1", "/log"):
        assert stranger.look(path).headers["Location"] == "/password"
    new = "a lake of paper boats"
    answer = stranger.press("/password", "/password", old=PASSWORD, new=new, again=new)
    assert answer.status_code == 303
    assert "Lee Marsh" in stranger.read("/")
    assert [line.kind for line in office.store.ledger.entries()] == ["login", "password_changed"]


def test_a_new_password_ends_the_other_sessions(office: Office, dana: Staff) -> None:
    elsewhere = Staff(office.app())
    elsewhere.log_in()
    new = "a lake of paper boats"
    assert dana.press("/password", "/password", old=PASSWORD, new=new, again=new).status_code == 303
    assert elsewhere.look("/").status_code == 303
    assert dana.look("/").status_code == 200
    assert Staff(office.app()).log_in(password=PASSWORD).status_code == 401


def test_a_wrong_present_password_changes_nothing(office: Office, dana: Staff) -> None:
    before = office.reviewer()
    answer = dana.press("/password", "/password", old="no", new="a lake of paper boats", again="a lake of paper boats")
    assert answer.status_code == 422
    assert office.reviewer() == before


@pytest.mark.parametrize(
    ("new", "again", "fault"),
    [
        ("a lake of paper boats", "a lake of paper boats", ""),
        ("a lake of paper boats", "another", "not the same"),
        ("short", "short", "too short"),
        ("old old old old", "old old old old", "old one"),
        ("Dana  Whitlock", "Dana  Whitlock", "easy to guess"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "easy to guess"),
        ("x" * 201, "x" * 201, "too long"),
    ],
)
def test_new_passwords_are_looked_at(new: str, again: str, fault: str) -> None:
    found = password_fault(new, again=again, old="old old old old", name="dana", display_name="Dana Whitlock")
    assert fault in found
    assert bool(fault) == bool(found)


def test_the_page_is_not_served_to_others_without_https(office: Office) -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "review.example")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(ConfigError, match="behind_proxy"):
        serve(office.app(), "0.0.0.0", 8080)
