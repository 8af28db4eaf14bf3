"""The metric filters of the template, read as CloudWatch reads them, over the lines that the code wrote.

Only what our patterns use is understood: `=` and `!=` of a field and a text that may end in `*`, joined by `&&`
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). Anything else is refused loudly.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from infra.template import alarms

_TERM = re.compile(r'\(?\s*\$\.(?P<field>\w+) (?P<sign>=|!=) "(?P<text>[^"*]*)(?P<any>\*?)"\s*\)?')


def alarms_rung(records: Iterable[logging.LogRecord], function: str) -> set[str]:
    """The alarms whose metric counts one of these lines, in the log of `function` (its name in the template).

    A metric that takes its value out of a line counts none: `tests/infra/template/test_mail_alarms.py` reads those.
    """
    made = alarms.resources()
    counted = {
        one["Properties"]["MetricTransformations"][0]["MetricName"]
        for one in made.values()
        if one["Type"] == "AWS::Logs::MetricFilter"
        and one["Properties"]["MetricTransformations"][0]["MetricValue"] == "1"
        and one["Properties"]["LogGroupName"] == {"Ref": f"{function}Logs"}
        and any(matches(one["Properties"]["FilterPattern"], as_in_lambda(record)) for record in records)
    }
    return {
        name
        for name, one in made.items()
        if one["Type"] == "AWS::CloudWatch::Alarm" and one["Properties"]["MetricName"] in counted
    }


def as_in_lambda(record: logging.LogRecord) -> dict[str, str]:
    """The fields of a line in Lambda's JSON format: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html"""
    return {"level": record.levelname, "message": record.getMessage(), "logger": record.name}


def matches(pattern: str, line: Mapping[str, Any]) -> bool:
    """Raises ValueError for a pattern that is not understood."""
    inside = pattern.strip()
    if not (inside.startswith("{") and inside.endswith("}")):
        raise ValueError(pattern)
    return all(_holds(term.strip(), line) for term in inside[1:-1].split("&&"))


def _holds(term: str, line: Mapping[str, Any]) -> bool:
    found = _TERM.fullmatch(term)
    if found is None:
        raise ValueError(term)
    value = line.get(found["field"])
    if value is None:
        return False
    same = value.startswith(found["text"]) if found["any"] else value == found["text"]
    return same == (found["sign"] == "=")
