"""The subject of the mail about what is called off, or put back."""

from datetime import date

from functions.french.bookings.called_off import Told, subject

TODAY = date(2026, 11, 19)
TUESDAY = date(2026, 11, 24)
OFF = Told(TUESDAY, "Cantine", "grève", ("Clara",))
BACK = Told(TUESDAY, "Cantine", "", ("Clara",))


def said(off: list[Told], back: list[Told]) -> str:
    return subject(off, back, today=TODAY).replace("\u00a0", " ")


def test_one_service_of_one_day_is_named_and_several_are_not() -> None:
    assert said([OFF], []) == "Annulé le mardi 24 novembre : Cantine"
    assert said([], [BACK]) == "C’est rétabli : Cantine, le mardi 24 novembre"
    other = Told(TUESDAY, "Garderie", "grève", ("Clara",))
    assert said([OFF, other], []) == "Des services sont annulés"
    assert said([], [BACK, Told(TUESDAY, "Garderie", "", ())]) == "Des services sont rétablis"
