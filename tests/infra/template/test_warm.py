"""A stage may keep one instance of its API ready."""

import json
from typing import Any

from app import app
from infra.local.events import LambdaContext
from infra.template import warm


def test_nothing_is_kept_warm_unless_a_stage_asks_for_it(template: dict[str, Any]) -> None:
    made = [template["Resources"][name] for name in warm.resources()]
    assert {resource["Condition"] for resource in made} == {"KeepsWarm"}
    assert template["Parameters"]["KeepWarm"]["Default"] == "no"


def test_the_call_that_keeps_it_warm_is_answered_without_a_session_and_the_same_each_build() -> None:
    answer = app(warm.event(), LambdaContext("api_handler", 29))
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (401, "unauthenticated")
    assert warm.event() == warm.event()
