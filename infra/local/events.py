"""The events Lambda is called with, as AWS writes them."""

import base64
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from infra.local.engine import REGION
from infra.local.messages import Request

ACCOUNT = "000000000000"
STAGE = "api"
EDGE = "192.0.2.1"
"""API Gateway is called by CloudFront, so `sourceIp` is CloudFront's and the visitor is in the headers it adds."""


@dataclass(slots=True)
class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    function_name: str
    timeout_seconds: float
    function_version: str = "$LATEST"
    memory_limit_in_mb: str = "512"
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
    _began: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int(1000 * (self.timeout_seconds - (time.monotonic() - self._began))))


def api_event(
    request: Request, *, resource: str, parameters: dict[str, str], request_id: str, binary: bool
) -> dict[str, Any]:
    """A REST API (v1) proxy event: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html

    `binary`: the API was told that such a body is binary, so it comes in base64.
    """
    headers = _through_the_edge(request)
    query = parse_qsl(request.query, keep_blank_values=True)
    now = datetime.now(UTC)
    return {
        "resource": resource,
        "path": request.path.removeprefix(f"/{STAGE}"),
        "httpMethod": request.method,
        "headers": _single(headers),
        "multiValueHeaders": _multiple(headers),
        "queryStringParameters": _single(query) or None,
        "multiValueQueryStringParameters": _multiple(query) or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": f"local.execute-api.{REGION}.amazonaws.com",
            "extendedRequestId": request_id,
            "httpMethod": request.method,
            "identity": {"sourceIp": EDGE, "userAgent": request.header("User-Agent")},
            "path": request.path,
            "protocol": "HTTP/1.1",
            "requestId": request_id,
            "requestTime": f"{now:%d/%b/%Y:%H:%M:%S %z}",
            "requestTimeEpoch": int(now.timestamp() * 1000),
            "resourceId": resource,
            "resourcePath": resource,
            "stage": STAGE,
        },
        "body": _body(request.body, binary=binary),
        "isBase64Encoded": binary,
    }


def schedule_event(rule: str, at: datetime) -> dict[str, Any]:
    """What EventBridge sends: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html"""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }


def sqs_event(queue: str, message: dict[str, Any]) -> dict[str, Any]:
    """What Lambda's poller sends: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }
    return {"Records": [record]}


def mail_return_event(email: str, sent_at: datetime, *, complaint: bool = False, **changes: str) -> str:
    """What SES publishes of a mail that came back: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html

    `changes`: other fields of the bounce or of the complaint, as `bounceType="Transient"`.
    """
    sent = f"{sent_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
    mail = {
        "timestamp": sent,
        "source": "ne-pas-repondre@preau.example",
        "sendingAccountId": ACCOUNT,
        "messageId": str(uuid4()),
        "destination": [email],
        "headersTruncated": False,
        "tags": {"ses:configuration-set": ["preau-local"]},
    }
    told: dict[str, Any] = {"timestamp": sent, "feedbackId": str(uuid4())}
    if complaint:
        told |= {"complainedRecipients": [{"emailAddress": email}], "complaintFeedbackType": "abuse"}
    else:
        refused = {"emailAddress": email, "action": "failed", "status": "5.1.1"}
        told |= {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [refused]}
    kind = "Complaint" if complaint else "Bounce"
    return json.dumps({"eventType": kind, kind.lower(): told | changes, "mail": mail})


def _through_the_edge(request: Request) -> list[tuple[str, str]]:
    """The visitor's headers, and those that CloudFront and API Gateway write whatever the visitor sent.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
    """
    forwarded = [address for address in (request.header("X-Forwarded-For"), request.client, EDGE) if address]
    written = {
        "Host": f"local.execute-api.{REGION}.amazonaws.com",
        "CloudFront-Viewer-Address": f"{request.client}:0",
        "X-Forwarded-For": ", ".join(forwarded),
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    }
    names = {name.lower() for name in written}
    return [(name, value) for name, value in request.headers if name.lower() not in names] + list(
        written.items()
    )


def _body(body: bytes, *, binary: bool) -> str | None:
    if binary:
        return base64.b64encode(body).decode("ascii")
    return body.decode("utf-8", "replace") or None


def _single(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The last value of each name."""
    return dict(pairs)


def _multiple(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values
