"""How fast the règlement answers: deadlines per second, and a year's agenda of a family."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from functions.domain.pricing.prices import Household, price
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import DeadlinePassed, NotOpenYet, check_open, window
from functions.domain.reglement.reglement import Reglement, Service
from functions.reglement_file import parse

TOWNS = Path(__file__).parent.parent / "demo" / "reglements"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
YEAR = [date(2026, 9, 1) + timedelta(shift) for shift in range(365)]
CHILDREN = [Household(850, rank=1, children=2, age=9), Household(850, rank=2, children=2, age=6)]
ROUNDS = 7


def figures() -> Iterator[str]:
    """Seconds of processor, the best of a few rounds; nothing is remembered from one round to the next."""
    deadlines = max(_deadlines_per_second() for _ in range(ROUNDS))
    yield f"règlement    {deadlines:,.0f} deadlines a second and core (wanted: 10,000)"
    best = min(_family_year() for _ in range(ROUNDS))
    services = len(_services())
    yield f"             a year, 2 children, {services} services, priced and checked: {best * 1000:.0f} ms (wanted: 50)"


def _services() -> list[tuple[Reglement, Service]]:
    """Read again at each call: what was remembered of the last ones does not help."""
    towns = [parse(path.read_text(encoding="utf-8")) for path in sorted(TOWNS.glob("*.toml"))]
    return [(town, service) for town in towns for service in town.services]


def _deadlines_per_second() -> float:
    offered = _services()
    began, evaluated = time.process_time(), 0
    for town, service in offered:
        for day in YEAR:
            window(town, service, day, Action.RESERVE)
            window(town, service, day, Action.CANCEL)
            evaluated += 2
    return evaluated / (time.process_time() - began)


def _family_year() -> float:
    offered = _services()
    began = time.process_time()
    for town, service in offered:
        for day in YEAR:
            for child in CHILDREN:
                if closure(town, service, day) is None:
                    price(town, service, day, child)
                    _is_open(town, service, day)
    return time.process_time() - began


def _is_open(town: Reglement, service: Service, day: date) -> bool:
    try:
        check_open(window(town, service, day, Action.RESERVE), now=NOW)
    except (DeadlinePassed, NotOpenYet):
        return False
    return True
