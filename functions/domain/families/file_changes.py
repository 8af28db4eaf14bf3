"""What registering a family again changes in its file and in those of its children, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from functions.domain.families.family import Child, Family, Guardian
from functions.domain.families.file_fields import OF_ADDRESS, OF_CHILD, OF_FAMILY, OF_GUARDIAN
from functions.domain.families.guardians import known_as

Value = str | int | bool | date | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`field` as the file calls it: `address.city`, `phone`, `quotient`, `birth_date`."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class GuardianChange:
    """`before` is None for somebody new, `after` for somebody who leaves."""

    before: Guardian | None
    after: Guardian | None

    def fields(self) -> list[FieldChange]:
        if self.before is None or self.after is None:
            return []
        return list(_differences(self.before, self.after, OF_GUARDIAN))


def family_changes(before: Family, after: Family) -> list[FieldChange]:
    """Without its responsables and children."""
    found = list(_differences(before, after, OF_FAMILY))
    found += _differences(before.address, after.address, OF_ADDRESS, prefix="address.")
    quotients = {one.since: one.value for one in before.quotients}
    for one in after.quotients:
        if quotients.get(one.since) != one.value:
            found.append(FieldChange("quotient", quotients.get(one.since), one.value))
            found.append(FieldChange("since", None, one.since))
    return found


def child_changes(before: Child, after: Child) -> list[FieldChange]:
    return list(_differences(before, after, OF_CHILD))


def guardian_changes(before: Sequence[Guardian], after: Sequence[Guardian]) -> list[GuardianChange]:
    """Who is corrected, who is new, then who leaves."""
    was = known_as(after, before)
    found = [GuardianChange(one, other) for one, other in zip(was, after, strict=True)]
    found = [change for change in found if change.before is None or change.fields()]
    stays = [one for one in was if one is not None]
    for one in before:
        if one in stays:
            stays.remove(one)
        else:
            found.append(GuardianChange(one, None))
    return found


def _differences(
    before: object, after: object, names: Sequence[str], *, prefix: str = ""
) -> Iterator[FieldChange]:
    for name in names:
        if getattr(before, name) != getattr(after, name):
            yield FieldChange(prefix + name, getattr(before, name), getattr(after, name))
