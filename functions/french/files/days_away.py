"""What becomes of what is booked on days on which a child is not here any more, or not yet."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from functions.french.words.dates import date_full, listing


def stay(first_day: date | None, last_day: date | None) -> str:
    """« dernier jour : 12 mars 2027 »; empty where the child is here."""
    days = (("premier jour", first_day), ("dernier jour", last_day))
    return ", ".join(f"{name} : {date_full(day)}" for name, day in days if day is not None)


def away_sentences(own: Sequence[str], elsewhere: int, past: int) -> list[str]:
    """`own`: the name of the service of each booking that the family has from today on."""
    told = []
    if own:
        each = [f"{count} × {name}" for name, count in Counter(own).items()]
        begins = _bookings(len(own), "sera annulée", "seront annulées")
        told.append(
            f"{begins} sans frais ({listing(each)}) : les places sont rendues, et la famille le lit dans un e-mail. "
            "Si la date change ensuite, il faudra les réserver de nouveau."
        )
    if elsewhere:
        begins = _bookings(elsewhere, "n’aura pas lieu", "n’auront pas lieu")
        told.append(f"Dans l’autre foyer de l’enfant, {begins} et ne coûteront rien.")
    if past:
        begins = _bookings(past, "déjà passée ne sera pas facturée", "déjà passées ne seront pas facturées")
        told.append(f"{begins[0].upper()}{begins[1:]}, sauf pointage.")
    return told or ["Rien n’est réservé en dehors de ces dates."]


def _bookings(count: int, one: str, several: str) -> str:
    return f"{count} réservations {several}" if count > 1 else f"1 réservation {one}"
