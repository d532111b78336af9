"""Does a batch made by Meta's own SDK come back item by item, with errors, headers and unfinished items?"""

import json
from typing import Any

from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.pagepost import PagePost

from tests.outside.conftest import Served
from tests.outside.sdk import Heard
from tests.outside.worlds import ids_of


def usage_in(headers: Any) -> Any:
    return {row["name"]: row["value"] for row in headers}["X-Business-Use-Case-Usage"]


def test_reads_and_writes_in_one_batch_each_have_an_outcome_of_their_own(api: Any, served: Served) -> None:
    heard = Heard(api)
    Comment(served.comment("two").id, api=api).api_update(params={"is_hidden": True}, **heard.callbacks)
    Comment("1_2", api=api).api_get(fields=["id"], **heard.callbacks)
    Comment(served.comment("three").id, api=api).api_delete(**heard.callbacks)
    PagePost(served.post("post").id, api=api).create_comment(params={"message": "a=b & ü"}, **heard.callbacks)
    Comment(served.comment("one").id, api=api).api_get(fields=["message", "parent"], **heard.callbacks)
    IGComment(served.comment("first").id, api=api).create_reply(params={"message": "Hello"}, **heard.callbacks)
    assert heard.batch.execute() is None
    assert [set(body) for body in heard.bodies] == [{"success"}, {"success"}, {"id"}, {"message", "id"}, {"id"}]
    (error,) = heard.errors
    assert (error.http_status(), error.api_error_code(), error.api_error_subcode()) == (400, 100, 33)
    assert (served.comment("two").is_hidden, served.comment("three").is_deleted) == (True, True)
    assert served.words_on("post")[-1] == "a=b & ü"
    assert served.answers_to("first")[-1] == "Hello"


def test_each_item_has_the_usage_of_the_account_it_asked(api: Any, served: Served) -> None:
    heard = Heard(api)
    Comment(served.comment("two").id, api=api).api_get(fields=["id"], **heard.callbacks)
    IGComment(served.comment("first").id, api=api).api_get(fields=["id"], **heard.callbacks)
    heard.batch.execute()
    page, account = (json.loads(usage_in(headers)) for headers in heard.headers)
    assert [(number, row["type"]) for number, (row,) in [*page.items(), *account.items()]] == [
        ("1001", "pages"),
        ("17841400000000001", "instagram"),
    ]


def test_each_item_counts_as_a_call(api: Any, served: Served) -> None:
    heard = Heard(api)
    for key in ids_of(served.world, "one", "two", "three", "reply", "ours"):
        Comment(key, api=api).api_get(fields=["id"], **heard.callbacks)
    heard.batch.execute()
    assert served.world.calls["read_comment"] == len(heard.bodies) == 5


def test_an_unfinished_item_comes_back_to_be_asked_again(api: Any, served: Served) -> None:
    served.world.add_faults([{"effect": "null_item", "path": "{comment:three}"}])
    heard = Heard(api)
    for key in ("two", "three"):
        Comment(served.comment(key).id, api=api).api_update(params={"is_hidden": True}, **heard.callbacks)
    rest = heard.batch.execute()
    assert (len(rest), len(heard.bodies)) == (1, 1)
    assert (served.comment("two").is_hidden, served.comment("three").is_hidden) == (True, False)
    assert rest.execute() is None
    assert served.comment("three").is_hidden
    assert (served.comment("two").hides, served.comment("three").hides) == (1, 1)


def test_an_item_that_was_done_can_come_back_unfinished(api: Any, served: Served) -> None:
    """Why a write is read back and not repeated: asked again, the SDK would post the comment twice."""
    served.world.add_faults([{"effect": "null_done", "path": "/comments", "method": "POST"}])
    heard = Heard(api)
    PagePost(served.post("old").id, api=api).create_comment(params={"message": "Once"}, **heard.callbacks)
    assert len(heard.batch.execute()) == 1
    assert heard.bodies == []
    assert served.words_on("old") == ["Once"]


def test_a_throttled_item_says_so_in_its_own_answer(api: Any, served: Served) -> None:
    served.world.add_faults([{"effect": "throttle", "path": "{comment:two}", "minutes": 7}])
    heard = Heard(api)
    for key in ("one", "two"):
        Comment(served.comment(key).id, api=api).api_get(fields=["id"], **heard.callbacks)
    heard.batch.execute()
    (error,) = heard.errors
    assert (error.http_status(), error.api_error_code(), error.api_transient_error()) == (400, 80001, True)
    (row,) = json.loads(usage_in(error.http_headers()))["1001"]
    assert row["estimated_time_to_regain_access"] == 7
