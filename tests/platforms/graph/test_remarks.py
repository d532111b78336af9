"""Does the log say what was called, what answered and what was refused, once and without words?"""

import logging

import pytest

from bot.errors import PermissionRefused, RequestRefused
from bot.platforms.graph.batch import BatchRead
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.remarks import Once, kind_of
from tests.platforms.canned import Canned, Reply, client_of, fault
from tests.platforms.graph.gated import gated_client


def lines(caplog: pytest.LogCaptureFixture, event: str, level: int) -> list[str]:
    return [
        each.getMessage() for each in caplog.records if each.levelno == level and each.getMessage().startswith(event)
    ]


def refused_twice(client: GraphClient) -> None:
    for path in ("1_2", "1_3"):
        with pytest.raises(RequestRefused):
            client.write(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("123_456/comments", "{id}/comments"),
        ("/me/", "me"),
        ("17841400000000001", "{id}"),
        ("oauth/access_token", "oauth/access_token"),
        ("maple.hollow/feed", "{id}/feed"),
        ("1?access_token=x", "{id}"),
        ("A\nB/c", "{id}/c"),
        ("", "batch"),
    ],
)
def test_a_path_is_said_without_its_ids(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_every_call_is_a_line_for_the_curious(caplog: pytest.LogCaptureFixture) -> None:
    headers = {"X-FB-Trace-ID": "Tr/1", "facebook-api-version": "v26.0"}
    with caplog.at_level(logging.DEBUG):
        client_of(Canned(Reply(headers=headers))).read("12_34/comments", fields="message")
    (line,) = lines(caplog, "graph_call", logging.DEBUG)
    assert line.rsplit("=", 1)[0] == ("graph_call method=GET path={id}/comments status=200 trace=Tr/1 version=v26.0 ms")
    assert int(line.rsplit("=", 1)[1]) >= 0


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (fault(10), "status=400 trace=AbC-1 version=-"),
        (Reply(headers={"x-fb-request-id": "Rq1"}), "status=200 trace=Rq1 version=-"),
        (Reply(headers={"x-fb-trace-id": "a b", "facebook-api-version": "v1 forged"}), "status=200 trace=- version=-"),
    ],
)
def test_the_trace_is_found_wherever_it_stands(reply: Reply, said: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client = client_of(Canned(reply))
        if reply.status == 400:
            with pytest.raises(PermissionRefused):
                client.read("1")
        else:
            client.read("1")
    assert said in lines(caplog, "graph_call", logging.DEBUG)[0]


def test_each_part_of_a_batch_is_a_line(caplog: pytest.LogCaptureFixture) -> None:
    rows = [{"code": 200, "headers": [{"name": "x-fb-trace-id", "value": "In1"}], "body": "{}"}]
    with caplog.at_level(logging.DEBUG):
        client_of(Canned(Reply(body=rows))).batch([BatchRead(path="1_2/comments")])
    said = lines(caplog, "graph_call", logging.DEBUG)
    assert [each.split(" trace")[0] for each in said] == [
        "graph_call method=POST path=batch status=200",
        "graph_call method=GET path={id}/comments status=200",
    ]
    assert "trace=In1" in said[1]


def test_another_version_than_asked_is_a_warning_once_for_all_clients(caplog: pytest.LogCaptureFixture) -> None:
    once, reply = Once(), Reply(headers={"facebook-api-version": "v27.0", "x-ad-api-version-warning": "The call …"})
    for _ in range(3):
        gated_client(Canned(reply), once=once).read("1")
    assert lines(caplog, "graph_version", logging.WARNING) == [
        "graph_version asked=v26.0 answered=v27.0",
        "graph_version_warning asked=v26.0",
    ]


def test_the_version_that_was_asked_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    client_of(Canned(Reply(headers={"facebook-api-version": "v26.0"}))).read("1")
    assert caplog.records == []


def test_a_request_of_ours_that_is_wrong_is_loud_but_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        refused_twice(client_of(Canned(fault(100, subcode=7))))
    said = "graph_request_refused method=POST path={id} code=100 subcode=7 trace=AbC-1"
    assert lines(caplog, "graph_request_refused", logging.ERROR) == [said]
    assert lines(caplog, "graph_request_refused", logging.INFO) == [said]


def test_each_other_wrong_request_is_loud_too(caplog: pytest.LogCaptureFixture) -> None:
    once = Once()
    for code in (100, 2500, 100):
        with pytest.raises(RequestRefused):
            gated_client(Canned(fault(code)), once=once).read("1")
    assert len(lines(caplog, "graph_request_refused", logging.ERROR)) == 2


def test_what_is_no_fault_of_ours_is_not_loud(caplog: pytest.LogCaptureFixture) -> None:
    far = fault(100, message="(#100) The After Cursor specified exceeds the max limit supported by this endpoint")
    assert [each.is_bounded for each in client_of(Canned(far)).pages("1/comments")] == [True]
    with pytest.raises(PermissionRefused):
        client_of(Canned(fault(200))).read("1")
    assert lines(caplog, "graph", logging.ERROR) == []


def test_a_crowded_quota_is_said_when_it_changes(caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(Canned(*(Reply(headers={"X-App-Usage": f'{{"call_count": {each}}}'}) for each in (91, 91, 92))))
    for _ in range(3):
        client.read("1")
    assert lines(caplog, "graph_quota", logging.WARNING) == ["graph_quota percent=91", "graph_quota percent=92"]
