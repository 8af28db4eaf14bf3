"""A backup brings no file back that was merged into another since."""

from typing import Any

from infra.backup import part, totals
from infra.backup.erased import erased_in
from infra.backup.merged import merge_what_came_back, merged_in
from tests.support.beginnings import begin_with
from tests.support.builders import NOW
from tests.support.ledger import rows
from tests.support.merging import DOUBLE, LOU, OTHER, merge, two_files
from tests.usecases.test_faults_everywhere import Snapshot

MONTHS = ("2026-10", "2026-11")
CHILDREN = ("clara", "guilhem", DOUBLE, LOU)


def left_of_the_other(dynamodb: Any, table: str) -> set[str]:
    own = (f"C#lisse#F#{OTHER}", f"C#lisse#I#{OTHER}", f"C#lisse#K#{DOUBLE}")
    found = {item["sk"]["S"] for item in totals.scan(dynamodb, table) if item["pk"]["S"] in own}
    return {sort.partition("#")[0] for sort in found}


def test_a_whole_table_that_is_restored_has_the_files_merged_again(table: str, dynamodb: Any) -> None:
    begin_with(two_files)
    backup = Snapshot(dynamodb, table)
    merge()
    live, booked = list(totals.scan(dynamodb, table)), rows(CHILDREN, MONTHS)
    expected = left_of_the_other(dynamodb, table)
    assert erased_in(live) == {}, "the file that went is no erased family"
    backup.restore()
    assert "INVOICE" in left_of_the_other(dynamodb, table)
    assert merge_what_came_back(table, merged_in(live), now=NOW) == (1, [])
    assert merge_what_came_back(table, merged_in(live), now=NOW) == (0, [])
    assert left_of_the_other(dynamodb, table) == expected
    assert rows(CHILDREN, MONTHS) == booked


def test_a_part_that_is_put_back_holds_nothing_of_what_was_merged(table: str, dynamodb: Any) -> None:
    begin_with(two_files)
    backup = list(totals.scan(dynamodb, table))
    merge()
    made = part.plan(dynamodb, table, backup, part.scope_of(dynamodb, table, backup, "lisse", None))
    back = [*made.missing, *(change.item for change in made.changed)]
    assert [item["pk"]["S"] for item in back if OTHER in item["pk"]["S"] or DOUBLE in item["pk"]["S"]] == []
    assert [item["sk"]["S"] for item in back if item["sk"]["S"] in ("FAMILY", "CHILD")] == []
    assert list(made.months) == [] and made.erased > 20
