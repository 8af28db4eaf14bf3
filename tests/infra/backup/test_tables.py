"""What makes a restored table one of ours."""

from types import SimpleNamespace
from typing import Any

import pytest

from infra.backup import tables
from infra.template import data
from infra.template.parameters import PARAMETERS


def test_a_restored_table_is_made_as_the_templates_own_and_costs_no_more() -> None:
    made, own = tables.creation("restored"), data.resources()["Table"]["Properties"]
    assert made["KeySchema"] == own["KeySchema"]
    defaults = {name: PARAMETERS[name]["Default"] for name in ("ReadUnitsAtMost", "WriteUnitsAtMost")}
    for mine, theirs in zip(
        [made, *made["GlobalSecondaryIndexes"]], [own, *own["GlobalSecondaryIndexes"]], strict=True
    ):
        asked = {unit: defaults[value["Ref"]] for unit, value in theirs["OnDemandThroughput"].items()}
        assert mine["OnDemandThroughput"] == asked


class Unavailable(Exception):
    """As boto3 names it, below."""


class New:
    """A table whose backups can be enabled at the third time of asking."""

    exceptions = SimpleNamespace(ContinuousBackupsUnavailableException=Unavailable)

    def __init__(self) -> None:
        self.asked = 0

    def update_continuous_backups(self, **_: Any) -> None:
        self.asked += 1
        if self.asked < 3:
            raise Unavailable


def test_recovery_is_asked_for_until_a_new_table_can_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    new = New()
    tables._enable_recovery(new, "restored")
    assert new.asked == 3
    monkeypatch.setattr(tables, "ENABLED_WITHIN_SECONDS", -1.0)
    with pytest.raises(Unavailable):
        tables._enable_recovery(New(), "restored")
