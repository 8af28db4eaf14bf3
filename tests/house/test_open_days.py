"""Whether a service is open on a day for a child is asked of one place, `functions/domain/planning/open_days.py`.

Whoever asks the calendar of the règlement by itself does not know what the town called off; whoever goes by the weekday that a wall
calendar shows does not know that the town counts a day as another.
"""

import ast

from tests.support.code import modules_naming

ASK_THE_CALENDAR_ALONE = {
    "functions/domain/home/school_back.py": "Of a month that was not read it tells the limits, which a strike does not move.",
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


def calling(name: str) -> set[str]:
    """The modules of the portal that call it, as a function or as a method."""
    return {
        path
        for path, tree in modules_naming(name, "functions", "infra")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
    }


def test_only_those_with_a_reason_ask_the_calendar_of_the_reglement_by_itself() -> None:
    assert calling("closure") == ASK_THE_CALENDAR_ALONE.keys()


def test_only_one_place_reads_what_is_called_off() -> None:
    assert calling("reason_called_off") == {"functions/domain/planning/open_days.py"}


def test_only_those_with_a_reason_go_by_the_weekday_of_the_wall_calendar() -> None:
    assert calling("isoweekday") == GO_BY_THE_WALL_CALENDAR.keys()
