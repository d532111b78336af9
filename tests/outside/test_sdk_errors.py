"""Does Meta's own SDK find in the simulator's refusals what it looks for: status, code, subcode, headers?"""

import json
from typing import Any

import pytest
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.exceptions import FacebookRequestError

from tests.outside.conftest import Served
from tests.outside.sdk import sdk_for
from tests.outside.worlds import PAGE


def refusal_of(api: Any, served: Served, fields: str = "id") -> Any:
    with pytest.raises(FacebookRequestError) as refusal:
        api.call("GET", (served.comment("two").id,), params={"fields": fields})
    return refusal.value


@pytest.mark.parametrize(
    ("fault", "code", "subcode", "kind"),
    [
        ({"code": 190, "error_subcode": 463, "message": "Session has expired"}, 190, 463, "OAuthException"),
        ({"code": 10, "message": "(#10) Missing permission"}, 10, None, "OAuthException"),
        ({"code": 368, "message": "The action attempted has been deemed abusive"}, 368, None, "OAuthException"),
        ({"code": 2, "is_transient": True, "message": "Service temporarily unavailable"}, 2, None, "OAuthException"),
    ],
)
def test_a_refusal_has_code_subcode_and_type(
    api: Any, served: Served, fault: dict[str, object], code: int, subcode: int | None, kind: str
) -> None:
    served.world.add_faults([{"effect": "error", "body": fault}])
    error = refusal_of(api, served)
    assert (error.http_status(), error.api_error_code(), error.api_error_subcode()) == (400, code, subcode)
    assert error.api_error_type() == kind
    assert error.api_error_message() == fault["message"]
    assert error.api_transient_error() is bool(fault.get("is_transient"))
    assert error.body()["error"]["fbtrace_id"]
    assert 'OAuth "Facebook Platform" "invalid_request"' in error.http_headers()["WWW-Authenticate"]


def test_a_throttle_is_a_400_that_tells_minutes(api: Any, served: Served) -> None:
    served.world.add_faults([{"effect": "throttle", "minutes": 19}])
    error = refusal_of(api, served)
    assert (error.http_status(), error.api_error_code(), error.api_transient_error()) == (400, 80001, True)
    (row,) = json.loads(error.http_headers()["X-Business-Use-Case-Usage"])[PAGE]
    assert row["estimated_time_to_regain_access"] == 19


def test_a_field_that_does_not_exist_fails_the_whole_call(api: Any, served: Served) -> None:
    error = refusal_of(api, served, fields="id,message,mood")
    assert error.api_error_code() == 100
    assert "nonexisting field (mood)" in error.api_error_message()


def test_the_removed_multi_get_is_refused(api: Any, served: Served) -> None:
    with pytest.raises(FacebookRequestError) as refusal:
        Comment.get_by_ids([served.comment("one").id, served.comment("two").id], api=api)
    assert refusal.value.api_error_code() == 100


@pytest.mark.parametrize("secret", [None, "another-secret"])
def test_without_the_right_appsecret_proof_nothing_is_told_and_nothing_done(served: Served, secret: str | None) -> None:
    api = sdk_for(served.address, secret=secret)
    assert refusal_of(api, served).api_error_code() == 100
    with pytest.raises(FacebookRequestError):
        Comment(served.comment("two").id, api=api).api_update(params={"is_hidden": True})
    assert not served.comment("two").is_hidden


def test_an_unknown_token_is_refused_with_190(served: Served) -> None:
    assert refusal_of(sdk_for(served.address, "nobody's"), served).api_error_code() == 190


def test_a_persons_token_lists_posts_and_silently_no_comment(served: Served) -> None:
    """Section 1.2 of the facts: HTTP 200, an empty list, no error."""
    person = sdk_for(served.address, "user-token")
    assert len(list(Page(PAGE, api=person).get_feed(fields=["id"]))) == 7
    assert list(PagePost(served.post("post").id, api=person).get_comments(fields=["id"])) == []
    assert len(served.words_on("post")) == 6


def test_an_error_page_that_is_no_json_is_no_answer_the_sdk_can_read(api: Any, served: Served) -> None:
    """The SDK takes a page in HTML for a success and stumbles over it; ours must not (`bot.platforms.graph.answer`)."""
    served.world.add_faults([{"effect": "html", "status": 502}])
    with pytest.raises(TypeError):
        Comment(served.comment("two").id, api=api).api_update(params={"is_hidden": True})
    assert not served.comment("two").is_hidden
