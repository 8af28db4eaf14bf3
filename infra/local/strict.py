"""Teach the engine what its IAM does not know yet, and our policies rest on. Each is given where MiniStack gathers the like;
the decision stays its own.

- `dynamodb:LeadingKeys`: the partition keys that a request touches
  (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
- A mail is sent as an identity, from an address: `ses:FromAddress`
  (https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html).
- Requests come in clear over loopback, where on AWS they come over TLS: they count as such.
"""

import json
import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator

LEADING_KEYS = "dynamodb:LeadingKeys"
FROM_ADDRESS = "ses:FromAddress"
HASH_KEYS = ("pk", "list_pk")
"""Of the table and of its index."""
_EQUALS = re.compile(r"(#?\w+)\s*=\s*(:\w+)")


class _Marked(str):
    """The ARN of what a request is checked on, and what a condition may ask of that request."""

    context: dict[str, Any]


def teach() -> None:
    """Before the engine starts to listen."""
    _teach_leading_keys()
    _teach_identities()
    _teach_marks()
    known_pin = app.pin_request_origin
    app.pin_request_origin = lambda address, _: known_pin(address, True)


def _teach_identities() -> None:
    known_arn = iam_actions.extract_resource_arn

    def resource_arn(service: str, method: str, path: str, headers: Any, body: bytes, *where: Any) -> str:
        arn: str = known_arn(service, method, path, headers, body, *where)
        sender = _read(body).get("FromEmailAddress") if service == "ses" and arn == "*" else None
        if sender is None:
            return arn
        address, (region, account) = parseaddr(sender)[1], where[-2:]
        identity = f"arn:aws:ses:{region}:{account}:identity/{address.rpartition('@')[2]}"
        return _marked(identity, {FROM_ADDRESS: address})

    iam_actions.extract_resource_arn = resource_arn


def _teach_marks() -> None:
    known_enforce = iam_evaluator.enforce

    def enforce(*args: Any, resource_arn: str = "*", service_context: Any = None, **kwargs: Any) -> Any:
        if isinstance(resource_arn, _Marked):
            service_context = {**(service_context or {}), **resource_arn.context}
        return known_enforce(*args, resource_arn=resource_arn, service_context=service_context, **kwargs)

    iam_evaluator.enforce = enforce


def _teach_leading_keys() -> None:
    known_context, known_checks = (
        iam_actions.dynamodb_service_context,
        iam_actions.dynamodb_transaction_checks,
    )

    def service_context(body: bytes) -> dict[str, Any]:
        keys = list(leading_keys(_read(body)))
        found: dict[str, Any] = known_context(body)
        return found | ({LEADING_KEYS: keys} if keys else {})

    def transaction_checks(action: str, body: bytes, *where: str) -> list[tuple[str, str]]:
        checks = known_checks(action, body, *where)
        keys = [key for item in _read(body).get("TransactItems", []) for key in _of_transaction(item)]
        return [
            (checked, _marked(arn, {LEADING_KEYS: [key]}))
            for (checked, arn), key in zip(checks, keys, strict=True)
        ]

    iam_actions.dynamodb_service_context = service_context
    iam_actions.dynamodb_transaction_checks = transaction_checks


def leading_keys(request: dict[str, Any]) -> Iterator[str]:
    """The partition keys that a request to DynamoDB names; none for a scan."""
    yield from _of_item(request)
    if "KeyConditionExpression" in request:
        yield from _of_query(request)
    for asked in request.get("RequestItems", {}).values():
        if isinstance(asked, dict):
            for key in asked["Keys"]:
                yield from _hashes(key)
        else:
            for write in asked:
                for detail in write.values():
                    yield from _of_item(detail)


def _of_transaction(item: dict[str, Any]) -> Iterator[str]:
    for detail in item.values():
        yield from _of_item(detail)


def _of_item(detail: dict[str, Any]) -> Iterator[str]:
    yield from _hashes({"pk": (detail.get("Key") or detail.get("Item") or {}).get("pk")})


def _of_query(request: dict[str, Any]) -> Iterator[str]:
    names, values = request.get("ExpressionAttributeNames", {}), request["ExpressionAttributeValues"]
    for name, value in _EQUALS.findall(request["KeyConditionExpression"]):
        yield from _hashes({names.get(name, name): values[value]})


def _hashes(attributes: dict[str, Any]) -> Iterator[str]:
    for name, value in attributes.items():
        if name in HASH_KEYS and value:
            yield value["S"]


def _marked(arn: str, context: dict[str, Any]) -> _Marked:
    marked = _Marked(arn)
    marked.context = context
    return marked


def _read(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return {}
    return request if isinstance(request, dict) else {}
