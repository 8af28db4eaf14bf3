"""The waiting list of a service."""

from functions.domain.reglement.waiting_list_rules import MOST, USUAL_HOURS, USUAL_MOST, Priority, WaitingList
from functions.reglement_file.reader import Table
from functions.reglement_file.rules import read_limit


def read_waiting_list(table: Table | None) -> WaitingList | None:
    """`waiting_list = { decline_hours = 24, priorities = [{ residents = true }] }`; an empty block is first come, first served."""
    if table is None:
        return None
    table.at_most_one("decline_hours", "decline_until")
    until = table.table("decline_until")
    rules = WaitingList(
        priorities=tuple(_priority(priority) for priority in table.tables("priorities")),
        decline_hours=table.whole("decline_hours", USUAL_HOURS, least=1, most=24 * 14),
        decline_until=read_limit(until, closing=True) if until is not None else None,
        most=table.whole("most", USUAL_MOST, least=1, most=MOST),
    )
    table.finish()
    return rules


def _priority(table: Table) -> Priority:
    priority = Priority(
        residents=table.flag("residents"),
        siblings=table.flag("siblings"),
        single_parents=table.flag("single_parents"),
        schools=table.texts("schools"),
        classes=table.texts("classes"),
    )
    if priority == Priority():
        table.problem(
            "dites qui passe avant : « residents », « siblings », « single_parents », « schools » ou « classes »."
        )
    table.finish()
    return priority
