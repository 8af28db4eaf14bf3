"""What an act changed of a family's bookings, as every letter lists it."""

from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.french.words.money import euros
from functions.jobs.letters.about_bookings.booked_days import BookedDays, noted_days

CHANGES = ("reserved", "cancelled", "asked", "withdrawn")


def noted_changes(line: JournalLine | None) -> dict[str, dict[Slot, int]]:
    """The cents of each slot, by what was done; nothing of no line."""
    return {name: noted_days(None if line is None else line.detail.get(name)) for name in CHANGES}


def told_changes(
    days: BookedDays, noted: dict[str, dict[Slot, int]], act: str
) -> dict[str, str | int | tuple[str, ...]]:
    """What `changed_days.txt` says. `act`: the line of the journal."""
    asked = noted["asked"]
    return {
        "reserved": days.reserved(noted["reserved"]),
        "cancelled": days.cancelled(noted["cancelled"], act),
        "asked": days.lines(asked, lambda slot: _euros(days.own_cents(slot, asked[slot]))),
        "withdrawn": days.lines(noted["withdrawn"], lambda _: ""),
    }


def _euros(cents: int) -> str:
    return euros(cents) if cents else ""
