"""Keep one instance of the API ready, for a stage that asks for it: a call every five minutes, and nobody waits at six in the morning.

What is called is the planning without a session: it imports what a parent's first screen needs, reads nothing and answers at once.
What it costs, and what it cannot do at 22:55: docs/guides/couts.md.
"""

import json
from typing import Any, Final

from infra.local.events import api_event
from infra.local.messages import Request

RESOURCE: Final = "/communes/{commune}/families/{family}/planning"


def resources() -> dict[str, Any]:
    handler = {"Fn::GetAtt": ["APIHandler", "Arn"]}
    return {
        "KeepWarmRule": {
            "Type": "AWS::Events::Rule",
            "Condition": "KeepsWarm",
            "Properties": {
                "ScheduleExpression": "rate(5 minutes)",
                "State": "ENABLED",
                "Targets": [{"Id": "api", "Arn": handler, "Input": json.dumps(event())}],
            },
        },
        "KeepWarmPermission": {
            "Type": "AWS::Lambda::Permission",
            "Condition": "KeepsWarm",
            "Properties": {
                "FunctionName": handler,
                "Action": "lambda:InvokeFunction",
                "Principal": "events.amazonaws.com",
                "SourceArn": {"Fn::GetAtt": ["KeepWarmRule", "Arn"]},
            },
        },
    }


def event() -> dict[str, Any]:
    """As API Gateway would send it, from nobody."""
    known = {"commune": "-", "family": "-"}
    request = Request("GET", "/api/communes/-/families/-/planning", "", [("Accept", "application/json")])
    called = api_event(request, resource=RESOURCE, parameters=known, request_id="keep-warm", binary=False)
    called["requestContext"] = {
        name: value
        for name, value in called["requestContext"].items()
        if name not in ("requestTime", "requestTimeEpoch")
    }
    return called
