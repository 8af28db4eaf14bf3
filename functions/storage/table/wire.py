"""What is sent to the table and what it answers, without what botocore does for all of AWS and the table needs once or never.

What PynamoDB hands over, and what DynamoDB answers, already has the very form that goes over the wire, but for bytes, which are sent as text. botocore
looks up the shape of each value that is sent, and looks at each attribute of an item that comes back once for each of the ten types that it may have
(https://github.com/boto/boto3/issues/2928). It says who it is twice for each request, from fifteen parts, and looks for the table's address
as if it could be another one than a moment ago.
"""

from base64 import b64decode
from typing import Any, Final

import msgspec
from botocore.config import Config
from botocore.parsers import JSONParser, ResponseParserFactory
from botocore.serialize import JSONSerializer
from botocore.session import Session

from functions.version import VERSION

Held = dict[str, Any]
"""An attribute: its type's letters, `{"S": "lundi"}`, and what it holds."""

USER_AGENT: Final = f"Preau/{VERSION}"
"""Said once instead of being put together twice for each request, a quarter of what asking costs us."""
OF_ITEMS: Final = frozenset(
    {
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactWriteItems",
        "UpdateItem",
    }
)
"""Operations whose parameters are texts, numbers, lists and items, which are sent as they are: no instants, no names that differ."""


def shorten(session: Session) -> None:
    """Make the clients of the table that this session creates read and write so; again, it is the same."""
    session.set_default_client_config(Config(user_agent=USER_AGENT))
    session.register_component("response_parser_factory", Responses())
    session.register("creating-client-class.dynamodb", _of_our_class, unique_id="preau")


def _of_our_class(base_classes: list[type], **_: Any) -> None:
    base_classes.insert(0, TableClient)


class TableClient:
    """Comes before botocore's own class of client, and is made of other parts."""

    def __init__(self, **parts: Any) -> None:
        changed = {"serializer": Requests(), "endpoint_ruleset_resolver": OneAddress(**parts)}
        super().__init__(**parts | changed)


class OneAddress:
    """The table's address, which depends on the region and on nothing that one request says and another does not."""

    def __init__(self, endpoint_ruleset_resolver: Any, **_: Any) -> None:
        self._resolver = endpoint_ruleset_resolver
        self._known: Any = None

    def construct_endpoint(self, **asked: Any) -> Any:
        if self._known is None:
            self._known = self._resolver.construct_endpoint(**asked)
        return self._known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._resolver, name)


class Requests(JSONSerializer):  # type: ignore[misc]  # botocore is untyped
    """Everything but what is about items is written as botocore writes it."""

    def serialize_to_request(self, parameters: dict[str, Any], operation_model: Any) -> Any:
        if operation_model.name not in OF_ITEMS:
            return super().serialize_to_request(parameters, operation_model)
        return super().serialize_to_request({}, operation_model) | {"body": msgspec.json.encode(parameters)}


class Responses(ResponseParserFactory):  # type: ignore[misc]
    """Makes the parser of each answer, as a session of botocore asks its `response_parser_factory` to."""

    def create_parser(self, protocol_name: str) -> Any:
        return (
            ItemParser(**self._defaults) if protocol_name == "json" else super().create_parser(protocol_name)
        )


class ItemParser(JSONParser):  # type: ignore[misc]
    """Everything but items is read as botocore reads it."""

    def _parse_body_as_json(self, body_contents: bytes) -> Any:
        try:
            return msgspec.json.decode(body_contents)
        except (
            msgspec.DecodeError
        ):  # A page of somebody in between, or nothing: botocore makes a message of it.
            return super()._parse_body_as_json(body_contents)

    def _handle_map(self, shape: Any, value: dict[str, Any]) -> dict[str, Any]:
        return (
            attributes(value) if shape.value.name == "AttributeValue" else super()._handle_map(shape, value)
        )


_OTHERWISE: Final = frozenset(("M", "L", "B", "BS"))
"""Types of which something may be sent as another thing than it is. A month of places has some fifty attributes, and none of them."""


def attributes(sent: dict[str, Held]) -> dict[str, Held]:
    if _OTHERWISE.isdisjoint(set[str]().union(*sent.values())):
        return sent
    return {name: _attribute(held) for name, held in sent.items()}


def _attribute(sent: Held) -> Held:
    [(kind, held)] = sent.items()
    match kind:
        case "M":
            return {kind: attributes(held)}
        case "L":
            return {kind: [_attribute(each) for each in held]}
        case "B":
            return {kind: b64decode(held)}
        case "BS":
            return {kind: [b64decode(each) for each in held]}
    return sent
