"""What acts cost in DynamoDB: requests, and the units that are billed, as the engine counts them from the items' sizes.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from functions.storage.table.item import Item

_READ_BYTES = 4096
_READS = ("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems")
_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")


@dataclass
class Consumption:
    """Of the block so far. Units: a read unit is 4 kB strongly consistent, a write unit 1 kB, twice that in a transaction."""

    requests: int = 0
    read_units: float = 0.0
    write_units: float = 0.0

    def each(self, count: int) -> "Consumption":
        """A share of it, where `count` acts were measured together."""
        return Consumption(round(self.requests / count), self.read_units / count, self.write_units / count)

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, {self.read_units:.1f} read units, {self.write_units:.1f} write units"
        )


@contextmanager
def metered() -> Iterator[Consumption]:
    """Count what storage asks of DynamoDB within the block, in this process."""
    client: Any = Item._get_connection().connection.client
    send, counted = client._make_api_call, Consumption()

    def count(operation: str, arguments: dict[str, Any]) -> Any:
        if operation not in (*_READS, *_WRITES):
            return send(operation, arguments)
        answer = send(operation, {**arguments, "ReturnConsumedCapacity": "TOTAL"})
        counted.requests += 1
        if operation in _READS:
            counted.read_units += _read_units(arguments, answer)
        else:
            counted.write_units += _consumed(answer)
        return answer

    client._make_api_call = count
    try:
        yield counted
    finally:
        client._make_api_call = send


def _consumed(answer: dict[str, Any]) -> float:
    told = answer.get("ConsumedCapacity", [])
    return float(sum(each["CapacityUnits"] for each in (told if isinstance(told, list) else [told])))


def _read_units(arguments: dict[str, Any], answer: dict[str, Any]) -> float:
    """From the sizes of what came back: the engine does not tell them for reads."""
    if "RequestItems" in arguments:
        return sum(
            _strength(asked) * _blocks(answer["Responses"].get(table, []), len(asked["Keys"]))
            for table, asked in arguments["RequestItems"].items()
        )
    if "Items" in answer:
        size = sum(map(_bytes, answer["Items"]))
        return _strength(arguments) * max(1, math.ceil(size / _READ_BYTES))
    return _strength(arguments) * _blocks([answer["Item"]] if "Item" in answer else [], 1)


def _blocks(items: list[dict[str, Any]], asked: int) -> int:
    """Each item rounded up by itself; one that is not there costs as the smallest."""
    return sum(math.ceil(_bytes(item) / _READ_BYTES) for item in items) + asked - len(items)


def _strength(arguments: dict[str, Any]) -> float:
    return 1.0 if arguments.get("ConsistentRead") else 0.5


def _bytes(item: dict[str, Any]) -> int:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: dict[str, Any]) -> int:
    [(kind, held)] = value.items()
    if kind == "M":
        return 3 + sum(len(name.encode()) + 1 + _value_bytes(each) for name, each in held.items())
    if kind == "N":
        return (len(str(held).lstrip("-").replace(".", "")) + 1) // 2 + 1
    return len(held) if isinstance(held, bytes) else len(str(held).encode())
