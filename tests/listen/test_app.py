"""Does every call get its answer, and is exactly what Meta signed kept?"""

import hashlib
import hmac
import io
import logging

import pytest

from bot.config import Secret
from bot.errors import MonitorError, StorageFull, StoreBusy, StoreError
from bot.listen.app import WRONG_PER_MINUTE, Listener
from bot.model import Delivery
from bot.store import inbox as inbox_module
from bot.store.inbox import SqliteInbox
from tests.builders import FixedClock
from tests.listen.calls import APP_SECRET, INSTAGRAM_SECRET, VERIFY_TOKEN, call, commented, signature
from tests.listen.door import QUESTION, Door


def test_the_handshake_is_answered_with_the_bare_number(door: Door) -> None:
    answer = door.ask()
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"1158201444", "text/plain")


@pytest.mark.parametrize("token", ["", "willow", VERIFY_TOKEN + " ", VERIFY_TOKEN.upper(), "ü", "\x00"])
def test_another_verify_token_is_refused(door: Door, token: str) -> None:
    answer = door.ask(verify_token=token)
    assert (answer.status_code, answer.data) == (403, b"refused\n")


def test_a_verify_token_that_is_no_text_is_refused(door: Door) -> None:
    query = "hub.mode=subscribe&hub.verify_token=%ff%00&hub.challenge=1"
    assert door.client.get("/webhooks", query_string=query).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"mode": "unsubscribe"},
        {"challenge": ""},
        {"challenge": "1" * 41},
        {"challenge": "<script>1</script>"},
        {"challenge": "12\r\nSet-Cookie: a=b"},
        {"challenge": "٣"},
        {"challenge": ["1", "2"]},
        {"verify_token": [VERIFY_TOKEN, "x"]},
    ],
    ids=str,
)
def test_an_odd_question_is_not_understood(door: Door, changed: dict[str, str | list[str]]) -> None:
    answer = door.ask(**changed)
    assert (answer.status_code, answer.data) == (400, b"not understood\n")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "hub.mode",
        "%ff%00=&&&;=",
        "hub.mode=subscribe&hub.challenge=1",
        "hub.verify_token=%ff%fc&hub.mode",
        "a=" * 3000,
    ],
)
def test_broken_queries_are_not_understood(door: Door, query: str) -> None:
    assert door.client.get("/webhooks", query_string=query).status_code == 400


def test_a_signed_call_is_kept_byte_by_byte_with_its_moment(door: Door) -> None:
    body = call(commented(message="Grüße / <3 @all 100 %"))
    assert b"\\u00fc" in body
    assert b"\\/" in body
    assert door.deliver(body).status_code == 200
    assert door.inbox.waiting(9) == [Delivery(id=1, body=body, received_at=door.clock.at)]


def test_a_call_signed_by_the_instagram_app_is_kept(door: Door) -> None:
    body = call(commented())
    assert door.deliver(body, signed=signature(body, INSTAGRAM_SECRET)).status_code == 200
    assert door.kept() == [body]


def test_nothing_is_parsed_at_the_door(door: Door) -> None:
    garbage = b"\xff\x00{not json"
    assert door.deliver(garbage).status_code == 200
    assert door.kept() == [garbage]


@pytest.mark.parametrize("signed", ["", "sha256=00", signature(b"another body")], ids=["none", "short", "another body"])
def test_what_isnt_signed_is_refused_and_not_kept(door: Door, signed: str) -> None:
    answer = door.deliver(signed=signed)
    assert (answer.status_code, answer.data) == (403, b"refused\n")
    assert door.kept() == []


def test_the_old_signature_alone_opens_nothing(door: Door) -> None:
    body = call(commented())
    old = "sha1=" + hmac.digest(APP_SECRET.encode(), body, hashlib.sha1).hex()
    for headers in ({"X-Hub-Signature": old}, {"X-Hub-Signature-256": old}):
        assert door.client.post("/webhooks", data=body, headers=headers).status_code == 403
    assert door.kept() == []


def test_both_signatures_together_are_what_meta_sends(door: Door) -> None:
    body = call(commented())
    headers = {"X-Hub-Signature": "sha1=0", "X-Hub-Signature-256": signature(body)}
    assert door.client.post("/webhooks", data=body, headers=headers).status_code == 200


@pytest.mark.parametrize(("size", "status"), [(2000, 200), (2001, 413), (9000, 413)])
def test_a_body_may_be_so_large_and_no_larger(door: Door, size: int, status: int) -> None:
    assert door.deliver(b"x" * size).status_code == status
    assert len(door.kept()) == (status == 200)


@pytest.mark.parametrize(("size", "status"), [(2000, 200), (2001, 413)])
def test_a_body_without_a_length_is_bounded_too(door: Door, size: int, status: int) -> None:
    body = b"x" * size
    answer = door.client.post(
        "/webhooks",
        input_stream=io.BytesIO(body),
        headers={"X-Hub-Signature-256": signature(body), "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == status
    assert door.kept() == ([body] if status == 200 else [])


def test_a_length_that_is_a_lie_is_not_believed(door: Door) -> None:
    body = call(commented())
    headers = {"X-Hub-Signature-256": signature(body)}
    told = (len(body) + 5, len(body) - 5, -3, "many")
    answers = [
        door.client.post("/webhooks", data=body, headers=headers, environ_overrides={"CONTENT_LENGTH": str(length)})
        for length in told
    ]
    assert [answer.status_code for answer in answers] == [400, 403, 403, 403]
    assert door.kept() == []


@pytest.mark.parametrize("path", ["/", "/webhooks/", "/webhooks/x", "/admin", "/.env", "/%00", "/static/"])
def test_there_is_nothing_at_other_addresses(door: Door, path: str) -> None:
    body = call(commented())
    headers = {"X-Hub-Signature-256": signature(body)}
    assert door.client.get(path, query_string=QUESTION).status_code == 404
    assert door.client.post(path, data=body, headers=headers).status_code == 404
    assert door.kept() == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_do_nothing(door: Door, method: str) -> None:
    body = call(commented())
    answer = door.client.open("/webhooks", method=method, data=body, headers={"X-Hub-Signature-256": signature(body)})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    assert door.kept() == []


def test_somebody_may_ask_whether_it_is_alive(door: Door) -> None:
    assert door.client.get("/healthz").data == b"ok\n"
    assert door.client.post("/healthz").status_code == 405


def test_every_answer_is_guarded_and_gives_nothing_back(door: Door) -> None:
    words = b"Nobody reads this twice"
    answers = [
        door.ask(),
        door.ask(verify_token=words.decode()),
        door.deliver(words),
        door.deliver(words, signed="sha256=" + "0" * 64),
        door.deliver(words * 1000),
        door.client.get("/" + words.decode()),
        door.client.put("/webhooks", data=words),
    ]
    assert [answer.status_code for answer in answers] == [200, 403, 200, 403, 413, 404, 405]
    for answer in answers:
        assert words not in answer.data
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.mimetype == "text/plain"
        assert "Set-Cookie" not in answer.headers


def test_more_calls_than_allowed_come_again_later(door: Door) -> None:
    answers = [door.deliver(b"%d" % number) for number in range(32)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429] * 2
    assert answers[-1].headers["Retry-After"] == "60"
    assert len(door.kept()) == 30
    door.clock.tick(60)
    assert door.deliver(b"later").status_code == 200


def test_a_guesser_is_slowed_and_neither_meta_nor_a_neighbour_is(door: Door) -> None:
    answers = [door.deliver(signed="sha256=" + "0" * 64).status_code for _ in range(WRONG_PER_MINUTE + 2)]
    assert answers == [403] * WRONG_PER_MINUTE + [429] * 2
    assert door.ask(verify_token="guess").status_code == 403, "the question came from another address"
    assert door.deliver(signed="", address="198.51.100.9").status_code == 403
    assert door.deliver().status_code == 200, "what is signed comes in through the guesser's own proxy"


def test_guessing_the_verify_token_is_slowed(door: Door) -> None:
    answers = [door.ask(verify_token=f"guess-{n}").status_code for n in range(WRONG_PER_MINUTE + 1)]
    assert answers == [403] * WRONG_PER_MINUTE + [429]


def test_a_full_inbox_lets_meta_come_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "MOST_WAITING", 2)
    answers = [door.deliver(b"%d" % number) for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 503]
    assert answers[-1].headers["Retry-After"] == "60"
    door.inbox.remove(door.inbox.waiting(1))
    assert door.deliver(b"again").status_code == 200
    assert door.kept() == [b"1", b"again"]


def test_a_full_disk_lets_meta_come_again(door: Door) -> None:
    door.inbox.open()
    raw = door.inbox._connection.raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    sizes = [door.deliver(bytes([65 + n]) * 1900).status_code for n in range(6)]
    assert 503 in sizes
    assert len(door.kept()) == sizes.count(200)
    raw.execute("PRAGMA max_page_count = 100000")
    assert door.deliver(b"again").status_code == 200


class ShutInbox(SqliteInbox):
    """An inbox that can't keep anything now."""

    fault: MonitorError = StoreBusy("the database is in use")

    def keep(self, body: bytes, at: object) -> None:
        """It can't."""
        raise self.fault


@pytest.mark.parametrize("fault", [StoreBusy("busy"), StorageFull("readonly"), StoreError("damaged")], ids=str)
def test_whatever_ails_the_inbox_meta_comes_again(
    door: Door, inbox: SqliteInbox, clock: FixedClock, fault: MonitorError, caplog: pytest.LogCaptureFixture
) -> None:
    shut = ShutInbox(inbox._connection.path)
    shut.fault = fault
    listener = Listener(
        inbox=shut,
        app_secrets=[Secret(APP_SECRET)],
        verify_token=Secret(VERIFY_TOKEN),
        path="/webhooks",
        calls_per_minute=30,
        clock=clock,
    )
    assert Door(listener, inbox, clock).deliver().status_code == 503
    assert f"error={fault}" in caplog.text
    shut.close()


def test_the_log_counts_and_holds_no_word_of_a_call(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = call(commented(message="Wren's secret words"))
    door.ask()
    door.ask(verify_token="wrong-guess")
    for _ in range(3):
        door.deliver(body)
        door.deliver(body, signed="sha256=" + "0" * 64)
    door.clock.tick(60)
    door.deliver(body)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert lines == [
        "webhook_calls outcome=handshake calls=1",
        "webhook_calls outcome=wrong-verify-token calls=1",
        "webhook_calls outcome=kept calls=1",
        "webhook_calls outcome=wrong-signature calls=1",
        "webhook_calls outcome=kept calls=3",
    ]
    for secret in (APP_SECRET, INSTAGRAM_SECRET, VERIFY_TOKEN, "wrong-guess", "Wren", "777001"):
        assert secret not in caplog.text
