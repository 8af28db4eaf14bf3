"""The waiting list of a service."""

from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.reglement_file.writing.rules import written_limit
from functions.reglement_file.writing.values import Written, flag, listed, texts, unless


def written_waiting_list(rules: WaitingList) -> Written:
    until = rules.decline_until
    return {
        **listed("priorities", [_priority(priority) for priority in rules.priorities]),
        **unless("decline_hours", rules.decline_hours, WaitingList().decline_hours),
        **({"decline_until": written_limit(until, closing=True)} if until is not None else {}),
        **unless("most", rules.most, WaitingList().most),
    }


def _priority(priority: Priority) -> Written:
    return {
        **flag("residents", priority.residents),
        **flag("siblings", priority.siblings),
        **flag("single_parents", priority.single_parents),
        **texts("schools", priority.schools),
        **texts("classes", priority.classes),
    }
