"""What the table answers, as it was sent.

botocore looks at each attribute of each item once for each of the ten types that an attribute may have: of a week of bookings, a fifth of the
time that the whole question takes. What DynamoDB sends has the very form that botocore returns, but for bytes, which are sent as text.
https://github.com/boto/boto3/issues/2928
"""

from base64 import b64decode
from typing import Any

from botocore.parsers import JSONParser, ResponseParserFactory

Held = dict[str, Any]
"""An attribute: its type's letters, `{"S": "lundi"}`, and what it holds."""


class Responses(ResponseParserFactory):  # type: ignore[misc]  # botocore is untyped
    """Makes the parser of each answer, as a session of botocore asks its `response_parser_factory` to."""

    def create_parser(self, protocol_name: str) -> Any:
        return (
            ItemParser(**self._defaults) if protocol_name == "json" else super().create_parser(protocol_name)
        )


class ItemParser(JSONParser):  # type: ignore[misc]
    """Everything but items is read as botocore reads it."""

    def _handle_map(self, shape: Any, value: dict[str, Any]) -> dict[str, Any]:
        return (
            attributes(value) if shape.value.name == "AttributeValue" else super()._handle_map(shape, value)
        )


def attributes(sent: dict[str, Held]) -> dict[str, Held]:
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
