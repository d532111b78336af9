"""Does every answer keep its guards: tokens, headers, hosts, escaping?"""

from zoneinfo import ZoneInfo

import pytest

from bot.errors import ConfigError, StoreBusy
from bot.model import NewDecision, Outcome, ReviewReason
from bot.model.decisions import DecisionKind
from bot.review.web import HEADERS, create_app
from tests.review.office import NOON, PNG, Office, Staff, comment, finding, picture_of_attachment

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{'willow'*2}}"


@pytest.mark.parametrize("path", ["/login", "/comment/1/hide", "/comment/1/keep", "/comment/1/undo", "/logout"])
def test_a_post_without_the_token_is_refused(office: Office, dana: Staff, path: str) -> None:
    office.waiting()
    answer = dana.browser.post(path, data={"key": "k" * 12, "guideline": "5"})
    assert answer.status_code == 400
    assert "Reload the page" in answer.text
    assert office.store.decisions.of_comment(1) == []


def test_a_post_from_another_site_is_refused(office: Office, dana: Staff) -> None:
    office.waiting()
    answer = dana.browser.post("/comment/1/keep", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code in {400, 403}
    token = dana.browser.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = dana.browser.post(
        "/comment/1/keep", data={"csrf_token": token, "key": "k" * 12}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert office.store.decisions.of_comment(1) == []


@pytest.mark.parametrize(
    "path", ["/", "/login", "/healthz", "/comment/1", "/comment/99", "/nowhere", "/picture/1.png", "/static/style.css"]
)
def test_every_answer_carries_the_guards(office: Office, dana: Staff, path: str) -> None:
    office.waiting()
    answer = dana.look(path)
    for name, value in HEADERS.items():
        if not (path.startswith("/static") and name == "Cache-Control"):
            assert answer.headers[name] == value, name
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_a_strange_host_is_refused_and_proxies_see_only_ok(office: Office) -> None:
    client = office.app(hosts=["review.willow.example"]).test_client()
    assert client.get("/login", headers={"Host": "evil.example"}).status_code == 400
    healthy = client.get("/healthz", headers={"Host": "review.willow.example"})
    assert (healthy.status_code, healthy.text) == (200, "ok\n")


def test_cookies_are_for_https_alone_where_configured(office: Office) -> None:
    answer = office.app(secure_cookies=True).test_client().get("/login", base_url="https://localhost")
    assert answer.headers["Set-Cookie"].startswith("__Host-review=")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_forms_work_over_https_though_no_referrer_is_sent(office: Office) -> None:
    staff = Staff(office.app(secure_cookies=True))
    staff.browser.environ_base["wsgi.url_scheme"] = "https"
    assert staff.log_in().status_code == 303
    assert staff.look("/").status_code == 200


def test_hostile_words_are_escaped_on_every_page(office: Office, dana: Staff) -> None:
    office.post_text = EVIL
    parent = comment(EVIL, number="p9", author=EVIL)
    office.collect(parent)
    told = comment(
        EVIL,
        author=EVIL,
        parent_id="p9",
        attachments=(picture_of_attachment(EVIL),),
    )
    revision = office.collect(told)
    bad = finding(EVIL, "script", why=EVIL, rule=EVIL)
    office.judge(revision, [bad, finding(EVIL, "img src", guideline=EVIL)], outcome=Outcome.HIDE)
    office.store.queue.open(revision, ReviewReason.DOUBTFUL, why=EVIL, alert=True, at=NOON)
    kept = NewDecision(key="x", revision_id=revision, kind=DecisionKind.KEEP, actor=EVIL, note=EVIL)
    office.store.decisions.save(kept, NOON)
    office.store.ledger.append(EVIL, EVIL, {"rule": EVIL}, NOON)
    office.store.checkpoints.note_pass("oak", NOON.date(), NOON, comments=1, trouble=EVIL)
    for path in ("/", "/all", "/decided", f"/comment/{revision}", "/search?q=alert", "/pages", "/log"):
        page = dana.read(path)
        for unescaped in ("<script", "<img src=x", "willowwillow"):
            assert unescaped not in page, path
        assert "&lt;" in page, path


def test_a_search_for_hostile_words_echoes_them_escaped(dana: Staff) -> None:
    page = dana.read("/search?q=%3Cscript%3E%22x")
    assert "<script" not in page
    assert "&lt;script&gt;&#34;x" in page


def test_text_that_turns_the_writing_around_is_named_not_passed_on(office: Office, dana: Staff) -> None:
    office.waiting("see \u202edarn\u200b you", "darn", author="Eve\u202e")
    for path in ("/", "/comment/1"):
        page = dana.read(path)
        assert "\u202e" not in page
        assert "\u200b" not in page
        assert "direction</span>" in page


def test_an_unknown_author_is_called_that(office: Office, dana: Staff) -> None:
    office.waiting(author=None)
    assert "Unknown author" in dana.read("/comment/1")


def test_the_picture_is_served_to_staff_and_to_nobody_else(office: Office, dana: Staff, stranger: Staff) -> None:
    revision = office.waiting()
    answer = dana.look(f"/picture/{revision}.png")
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert dana.look(f"/picture/{revision}/small.png").data == PNG + b"small"
    assert stranger.look(f"/picture/{revision}.png").status_code == 303
    assert dana.look("/picture/77.png").status_code == 404


def test_a_picture_whose_bytes_changed_is_not_shown(office: Office, dana: Staff) -> None:
    revision = office.waiting()
    capture = office.store.evidence.capture(revision)
    assert capture
    assert capture.sha256
    path = office.archive.path(capture.sha256)
    path.chmod(0o600)
    path.write_bytes(b"something else")
    assert dana.look(f"/picture/{revision}.png").status_code == 404


def test_too_large_a_form_is_refused(dana: Staff) -> None:
    assert dana.browser.post("/logout", data={"note": "x" * 140_000}).status_code == 413


def test_a_busy_index_gets_a_plain_page(office: Office, dana: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy("locked")

    monkeypatch.setattr(office.store.reviewers, "one", busy)
    answer = dana.look("/")
    assert answer.status_code == 503
    assert "nothing was decided" in answer.text


def test_a_short_secret_is_a_fault_of_the_configuration(office: Office) -> None:
    with pytest.raises(ConfigError, match="32 bytes"):
        create_app(
            desk=office.desk,
            rule_desk=office.rule_desk,
            door=office.door,
            secret_key=b"short",
            zone=ZoneInfo("UTC"),
            trusted_hosts=[],
            secure_cookies=True,
            site_name="x",
        )


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 30])
def test_numbers_too_large_for_the_index_are_not_found(dana: Staff, number: str) -> None:
    assert dana.look(f"/comment/{number}").status_code == 404
    assert dana.look(f"/picture/{number}.png").status_code == 404
