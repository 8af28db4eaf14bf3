"""Alarms that read the log read what the code writes there."""

from pathlib import Path

import pytest

from infra.template.alarms import SIGNS


@pytest.mark.parametrize("message", [message for message, _ in SIGNS.values()])
def test_what_an_alarm_reads_is_what_the_code_writes(message: str) -> None:
    sources = "".join(file.read_text() for file in Path("functions").rglob("*.py"))
    assert f'"{message} ' in sources
