"""What a règlement can write and the portal does not enforce yet.

Families read the règlement that the server enforces. What the server would not do is not published, rather than promised.
"""

from collections.abc import Iterator
from enum import StrEnum

from functions.domain.errors import Refusal
from functions.domain.reglement import Reglement, Service
from functions.domain.rules import Mode, Rule


class Unenforced(StrEnum):
    ALWAYS_BOOKED = "always_booked"


class ReglementNotEnforced(Refusal):
    """`unenforced`, pairs of a service's code and an Unenforced, is in the data. Nothing was published."""

    code = "reglement_not_enforced"


def check_enforced(reglement: Reglement) -> None:
    """Raises ReglementNotEnforced."""
    unenforced = [
        (service.code, what) for service in reglement.services for what in dict.fromkeys(_unenforced(service))
    ]
    if unenforced:
        raise ReglementNotEnforced(unenforced=unenforced)


def _unenforced(service: Service) -> Iterator[Unenforced]:
    for rule in (service.reserve, service.cancel):
        yield from _unenforced_of(rule)


def _unenforced_of(rule: Rule) -> Iterator[Unenforced]:
    if rule.mode is Mode.ALWAYS:
        yield Unenforced.ALWAYS_BOOKED
