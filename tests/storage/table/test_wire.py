"""What is sent to the table is what botocore would send, and what it answers is read as botocore reads it."""

import json
from base64 import b64decode, b64encode
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.model import OperationModel
from botocore.parsers import JSONParser
from botocore.serialize import JSONSerializer
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

from functions.storage.table.item import Item
from functions.storage.table.wire import (
    OF_ITEMS,
    USER_AGENT,
    ItemParser,
    OneAddress,
    Requests,
    Responses,
    shorten,
)
from functions.storage.table.wire import attributes as read_attributes

names = st.text(min_size=1, max_size=8)
texts, numbers = st.text(max_size=8), st.integers().map(str)
blobs = st.binary(max_size=8).map(lambda held: b64encode(held).decode())
attributes = st.recursive(
    st.one_of(
        st.builds(lambda held: {"S": held}, texts),
        st.builds(lambda held: {"N": held}, numbers),
        st.builds(lambda held: {"B": held}, blobs),
        st.builds(lambda held: {"BOOL": held}, st.booleans()),
        st.just({"NULL": True}),
        st.builds(lambda held: {"SS": held}, st.lists(texts, max_size=3)),
        st.builds(lambda held: {"NS": held}, st.lists(numbers, max_size=3)),
        st.builds(lambda held: {"BS": held}, st.lists(blobs, max_size=3)),
    ),
    lambda held: st.one_of(
        st.builds(lambda each: {"L": each}, st.lists(held, max_size=3)),
        st.builds(lambda each: {"M": each}, st.dictionaries(names, held, max_size=3)),
    ),
    max_leaves=8,
)
items = st.dictionaries(names, attributes, max_size=5)
DYNAMODB = Session().get_service_model("dynamodb")


def operation(name: str) -> OperationModel:
    return DYNAMODB.operation_model(name)


def both(name: str, body: dict[str, Any], status: int = 200) -> tuple[Any, Any]:
    response = {"body": json.dumps(body).encode(), "headers": {}, "status_code": status, "context": {}}
    shape = operation(name).output_shape
    return ItemParser().parse(response, shape), JSONParser().parse(response, shape)


@given(items, items)
def test_any_item_is_read_as_botocore_reads_it(one: dict[str, Any], other: dict[str, Any]) -> None:
    asked = {"Responses": {"preau": [one, other]}, "UnprocessedKeys": {"preau": {"Keys": [one]}}}
    for name, body in (
        ("GetItem", {"Item": one}),
        ("BatchGetItem", asked),
        ("Query", {"Items": [one, other], "Count": 2, "LastEvaluatedKey": one}),
    ):
        ours, botocores = both(name, body)
        assert ours == botocores


def test_what_holds_no_bytes_is_handed_over_as_it_came() -> None:
    """A month of places has a number for each day and school, of which there is nothing to make."""
    taken = {f"d{day}": {"N": "3"} for day in range(1, 32)}
    read = read_attributes({"pk": {"S": "a"}, "packed": {"B": "AA=="}, "taken": {"M": taken}})
    assert read["packed"] == {"B": b"\0"} and read["taken"]["M"] is taken
    assert read_attributes(taken) is taken


def test_an_answer_without_json_is_read_as_botocore_reads_it() -> None:
    response = {"body": b"<html>502</html>", "headers": {}, "status_code": 502, "context": {}}
    shape = operation("GetItem").output_shape
    assert ItemParser().parse(response, shape) == JSONParser().parse(response, shape)


@given(items)
def test_a_refusal_is_read_as_botocore_reads_it(held: dict[str, Any]) -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "refused", "Item": held}]
    said = {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"}
    ours, botocores = both("TransactWriteItems", {**said, "CancellationReasons": reasons}, 400)
    assert ours == botocores


def of_bytes(held: Any) -> Any:
    """The attribute as PynamoDB has it: bytes are bytes until they are sent."""
    [(kind, value)] = held.items()
    match kind:
        case "M":
            return {kind: {name: of_bytes(each) for name, each in value.items()}}
        case "L":
            return {kind: [of_bytes(each) for each in value]}
        case "B":
            return {kind: b64decode(value)}
        case "BS":
            return {kind: [b64decode(each) for each in value]}
    return held


@given(items, items, names)
def test_any_item_is_sent_as_botocore_sends_it(one: dict[str, Any], other: dict[str, Any], text: str) -> None:
    item, key = ({name: of_bytes(held) for name, held in each.items()} for each in (one, other))
    put = {
        "TableName": "preau",
        "Item": item,
        "ConditionExpression": text,
        "ExpressionAttributeNames": {"#0": text},
    }
    update = {"TableName": "preau", "Key": key, "UpdateExpression": text, "ExpressionAttributeValues": item}
    for name, asked in (
        ("PutItem", put | {"ReturnConsumedCapacity": "TOTAL"}),
        ("Query", {"TableName": "preau", "Limit": 3, "ConsistentRead": True, "ExclusiveStartKey": key}),
        ("BatchGetItem", {"RequestItems": {"preau": {"Keys": [key, item], "ConsistentRead": True}}}),
        ("BatchWriteItem", {"RequestItems": {"preau": [{"PutRequest": {"Item": item}}]}}),
        (
            "TransactWriteItems",
            {"ClientRequestToken": text, "TransactItems": [{"Put": put}, {"Update": update}]},
        ),
    ):
        ours, botocores = (
            each.serialize_to_request(asked, operation(name)) for each in (Requests(), JSONSerializer())
        )
        assert json.loads(ours.pop("body")) == json.loads(botocores.pop("body"))
        assert ours == botocores


def test_nothing_that_botocore_writes_otherwise_than_it_is_given_is_sent_as_it_is() -> None:
    """Instants, floats and fields that are called otherwise in what is sent."""
    for name in OF_ITEMS:
        shapes, known = [operation(name).input_shape], set[str]()
        while shapes:
            shape = shapes.pop()
            if shape.name in known:
                continue
            known.add(shape.name)
            assert shape.type_name not in ("timestamp", "float", "double"), (name, shape)
            assert "name" not in shape.serialization or shape.type_name != "structure", (name, shape)
            shapes += {
                "structure": lambda of: list(of.members.values()),
                "list": lambda of: [of.member],
                "map": lambda of: [of.value],
            }.get(shape.type_name, lambda of: [])(shape)


def test_the_table_is_asked_by_a_client_that_writes_and_reads_so(table: str) -> None:
    """Whatever a new release of botocore or PynamoDB calls it: these are a third of what asking costs."""
    client = Item._get_connection().connection.client
    assert isinstance(client._serializer, Requests)
    assert isinstance(client._ruleset_resolver, OneAddress)
    assert isinstance(client._endpoint._response_parser_factory, Responses)
    assert isinstance(Responses().create_parser(DYNAMODB.resolved_protocol), ItemParser)
    assert client.meta.config._supplied_user_agent == USER_AGENT


def test_the_address_is_the_one_that_botocore_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"):
        monkeypatch.delenv(name, raising=False)
    ours, bare = Session(), Session()
    shorten(ours)
    asked, otherwise = addresses(ours), addresses(bare)
    assert asked == otherwise and len(asked) == 4


def addresses(session: Session) -> list[str]:
    """Where a read and a write of two tables are sent, which nobody answers for."""
    sent: list[str] = []

    def answered(request: Any, **_: Any) -> AWSResponse:
        sent.append(request.url)
        return AWSResponse(request.url, 200, {}, SimpleNamespace(stream=lambda: iter([b"{}"])))

    session.set_credentials("nobody", "nothing")
    client = session.create_client("dynamodb", "eu-west-3")
    client.meta.events.register("before-send.dynamodb", answered)
    for table in ("preau", "autre"):
        place = {"TableName": table, "Key": {"pk": {"S": "a"}}}
        client.get_item(**place)
        client.transact_write_items(TransactItems=[{"Delete": place}])
    return sent
