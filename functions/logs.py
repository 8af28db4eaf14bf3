"""What every line of the log says beside its own words."""

import logging
from typing import Any

from functions.version import VERSION


def say_version() -> None:
    """Give each record a `version` from now on, whichever module or library writes it.

    While a new version is deployed both write to one log. Lambda makes a field of each attribute of a record:
    https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
    """
    logging.setLogRecordFactory(_record)


def _record(*args: Any, **named: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **named)
    record.__dict__["version"] = VERSION
    return record
