"""Whom to call for the children of a service and a day, once they are outside: read for an evacuation alone, which the journal says."""

from dataclasses import dataclass, replace

from functions.domain.families.family import Child, Family
from functions.domain.journal import DAY_PHONES_READ
from functions.domain.reglement.reglement import Reglement
from functions.usecases.attendance.list_day import DayListAsked, list_day
from functions.usecases.journal.note_read import note_read_of_town


@dataclass(frozen=True, slots=True)
class PhonesOfChild:
    child: Child
    families: tuple[Family, ...]


def list_phones(asked: DayListAsked, reglement: Reglement) -> list[PhonesOfChild]:
    """Of every child of the list. Raises NotFound."""
    found = list_day(replace(asked, with_safety=False), reglement)
    of = {"service": asked.service, "date": asked.day.isoformat()}
    note_read_of_town(asked.commune, by=asked.by, now=asked.now, act=DAY_PHONES_READ, of=of)
    return [
        PhonesOfChild(
            each.child, tuple(family for family in found.families if each.child.id in family.children)
        )
        for each in found.children
    ]
