"""How places are taken and kept to their limit, written down at once: the very words that PynamoDB would find, which goes through eight objects
for each of the hundred counters that a basket of eighty lines moves."""

from typing import Any

from pynamodb.expressions.condition import Or
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import SetAction

Names = dict[str, str]
"""What each name of the item is called in the expressions of a request, as `#0`."""
Values = dict[str, Any]
"""What each value of them is, as `:0`."""


class CounterMoved(SetAction):
    """`taken.d23 = if_not_exists (taken.d23, 0) + 1`."""

    def __init__(self, name: str, places: int) -> None:
        path = Path(["taken", name])
        super().__init__(path, (path | 0) + places)
        self._name, self._places = name, places

    def serialize(self, placeholder_names: Names, expression_attribute_values: Values) -> str:
        path = _path(self._name, placeholder_names)
        nothing, places = (_number(each, expression_attribute_values) for each in (0, self._places))
        return f"{path} = if_not_exists ({path}, {nothing}) + {places}"


class CounterAtMost(Or):
    """`attribute_not_exists (taken.d23) OR taken.d23 <= 29`."""

    def __init__(self, name: str, most: int) -> None:
        path = Path(["taken", name])
        super().__init__(path.does_not_exist(), path <= most)
        self._name, self._most = name, most

    def serialize(self, placeholder_names: Names, expression_attribute_values: Values) -> str:
        path = _path(self._name, placeholder_names)
        return (
            f"(attribute_not_exists ({path}) OR {path} <= {_number(self._most, expression_attribute_values)})"
        )


def _path(name: str, names: Names) -> str:
    taken = names.setdefault("taken", f"#{len(names)}")
    return f"{taken}.{names.setdefault(name, f'#{len(names)}')}"


def _number(number: int, values: Values) -> str:
    place = f":{len(values)}"
    values[place] = {"N": str(number)}
    return place
