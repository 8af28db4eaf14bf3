"""Whether a service is open on a day for a child is asked of one place, `functions/domain/planning/open_days.py`.

Whoever asks the calendar of the règlement by itself does not know what the town called off; whoever goes by the weekday that a wall
calendar shows does not know that the town counts a day as another.
"""

import ast
from functools import cache

from functions.settings import ROOT

ASK_THE_CALENDAR_ALONE = {
    "functions/domain/planning/open_days.py": "It is the place.",
    "functions/domain/planning/called_off.py": "It chooses the days that are to be called off.",
    "functions/domain/reglement/deadlines.py": "A limit is counted as the règlement tells it: a strike moves none.",
    "functions/domain/reminders/upcoming_limits.py": "The limits that the règlement tells everybody; who asks for a family leaves out"
    " the days that do not take place.",
    "functions/french/reglement/reglement_changes.py": "It compares two versions of the règlement.",
    "functions/publishing/reglement.py": "It publishes the règlement.",
    "infra/demo/crowd.py": "It books for invented families before anything is called off.",
    "infra/reglement/__main__.py": "It tells a clerk what a règlement says.",
    "infra/reglement/bench.py": "It measures the règlement.",
}
GO_BY_THE_WALL_CALENDAR = {
    "functions/domain/calendar/months.py": "A week begins on its Monday, whatever that counts as.",
    "functions/domain/calendar/town_calendar.py": "It says what a day counts as.",
    "functions/domain/reglement/limit_instants.py": "« Le jeudi d’avant » is a day of the wall calendar.",
    "functions/french/invoices/invoices.py": "It names days.",
    "functions/french/words/dates.py": "It names days.",
    "functions/french/bookings/cells.py": "It names days.",
    "infra/demo/crowd.py": "Its town counts no day as another.",
    "infra/demo/seed.py": "Its town counts no day as another.",
    "infra/bench_day.py": "Its town counts no day as another.",
    "infra/bench_invoicing.py": "Its town counts no day as another.",
}


@cache
def calls() -> dict[str, set[str]]:
    """The modules of the portal that call each name, as a function or as a method."""
    found: dict[str, set[str]] = {}
    for path in (path for room in ("functions", "infra") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_only_those_with_a_reason_ask_the_calendar_of_the_reglement_by_itself() -> None:
    assert calls()["closure"] == ASK_THE_CALENDAR_ALONE.keys()


def test_only_one_place_reads_what_is_called_off() -> None:
    assert calls()["reason_called_off"] == {"functions/domain/planning/open_days.py"}


def test_only_those_with_a_reason_go_by_the_weekday_of_the_wall_calendar() -> None:
    assert calls()["isoweekday"] == GO_BY_THE_WALL_CALENDAR.keys()
