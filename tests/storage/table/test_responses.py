"""What the table answers is read as botocore reads it."""

import json
from base64 import b64encode
from typing import Any

from botocore.model import OperationModel
from botocore.parsers import JSONParser
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

from functions.storage.table.item import Item
from functions.storage.table.responses import ItemParser, Responses

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


@given(items)
def test_a_refusal_is_read_as_botocore_reads_it(held: dict[str, Any]) -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "refused", "Item": held}]
    said = {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"}
    ours, botocores = both("TransactWriteItems", {**said, "CancellationReasons": reasons}, 400)
    assert ours == botocores


def test_the_table_is_asked_by_a_client_that_reads_so(table: str) -> None:
    """Whatever a new release of botocore or PynamoDB calls it: a week of bookings is read in a tenth less."""
    assert isinstance(Item._get_connection().connection.client._endpoint._response_parser_factory, Responses)
    assert isinstance(Responses().create_parser(DYNAMODB.resolved_protocol), ItemParser)
