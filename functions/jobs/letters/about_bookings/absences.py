"""Letters about absences: of which child and which days, and what to do now. The reason of an absence stays out of the mail."""

from datetime import datetime

from functions.domain.absences.declaration import absence_in
from functions.domain.errors import NotFound
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.declared_absence import DeclaredAbsence, NotAccepted, place_of
from functions.french.bookings.absences import NOT_ACCEPTED
from functions.french.reglement.closings import days_phrase
from functions.french.reglement.services import service_name
from functions.french.words.dates import listing
from functions.jobs.letters.children import names_of
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.bookings import child_months
from functions.storage.town import communes


def _absence_refused(message: Message, now: datetime) -> Letter | None:
    commune, family = family_of(message)
    absence = _absence(message)
    if absence is None:
        return None  # taken back since
    account, town = account_of(message), town_of(message)
    child, _ = place_of(absence.id)
    reglement = communes.reglement(commune, communes.reglement_head(commune).value.reglement)
    return Letter(
        account.email,
        "absence_refused",
        {
            "first_name": account.first_name,
            "town": town.name,
            "child": names_of(commune, family, [child]).of(child),
            "days": days_phrase(absence.all_days, today=town.day_of(now)),
            "services": listing([service_name(reglement, code) for code in absence.days]),
            "why": NOT_ACCEPTED[NotAccepted(text(message, "why"))],
            "link": family_link("/espace/absences/", message),
        },
        (town,),
    )


def _absence(message: Message) -> DeclaredAbsence | None:
    commune, family = family_of(message)
    child, month = place_of(text(message, "absence"))
    if not child:
        return None
    [stored] = child_months.months_of(commune, [child], month)
    try:
        return absence_in(stored.value, text(message, "absence"), family)
    except NotFound:
        return None


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ABSENCE_REFUSED: _absence_refused,
}
