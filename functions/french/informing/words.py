"""Whom a message of the town is for, and what became of it, in words."""

from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind
from functions.domain.informing.announcement import Announcement, Told
from functions.domain.reglement.reglement import Reglement
from functions.french.words.counts import counted
from functions.french.words.dates import date_weekday
from functions.french.words.schools import school_name

AUDIENCES = {
    AudienceKind.EVERYBODY: "Toutes les familles",
    AudienceKind.SCHOOL: "Une école",
    AudienceKind.CLASS: "Une classe",
    AudienceKind.SERVICE: "Les familles d’un service",
    AudienceKind.BOOKED: "Les familles qui ont réservé un jour",
    AudienceKind.NOT_ACTIVATED: "Les familles sans compte",
}


def audience_words(audience: AnnouncementAudience, reglement: Reglement | None) -> str:
    """« Classe CM1, École Jules-Ferry »."""
    schools = {} if reglement is None else reglement.school_names
    services = {} if reglement is None else {each.code: each.name for each in reglement.services}
    school = school_name(schools, audience.school) if audience.school else ""
    service = services.get(audience.service, audience.service)
    match audience.kind:
        case AudienceKind.SCHOOL:
            return school
        case AudienceKind.CLASS:
            return f"Classe {audience.school_class}" + (f", {school}" if school else "")
        case AudienceKind.SERVICE:
            return f"Familles qui utilisent : {service}"
        case AudienceKind.BOOKED:
            assert audience.day is not None, "a day was asked for"
            return f"Familles qui ont réservé{' : ' + service + ',' if service else ''} le {date_weekday(audience.day)}"
        case _:
            return AUDIENCES[audience.kind]


def told_words(told: Told) -> str:
    """« 12 familles reçoivent le message (14 adresses), 2 à prévenir autrement »."""
    if not told.families:
        return "aucune famille"
    said = [f"{counted(told.reached, 'famille')} {'reçoit' if told.reached < 2 else 'reçoivent'} le message"]
    if told.addresses:
        said[0] += f" ({counted(told.addresses, 'adresse')})"
    if told.otherwise:
        said.append(f"{told.otherwise} à prévenir autrement")
    if told.stopped:
        said.append(
            f"{counted(told.stopped, 'personne')} {'ne veut' if told.stopped < 2 else 'ne veulent'} pas de ces messages"
        )
    return ", ".join(said)


def otherwise_why(*, has_address: bool) -> str:
    """Why no mail reaches a family."""
    return "adresse qui ne reçoit plus nos e-mails" if has_address else "sans adresse e-mail"


def state_words(announcement: Announcement) -> str:
    """Of its line in the list."""
    if announcement.done:
        return f"Envoyé : {told_words(announcement.told)}."
    return f"L’envoi est en cours : {told_words(announcement.told)} jusqu’ici."


FATES = {
    "waiting": "en attente d’envoi",
    "sent": "envoyé",
    "came_back": "l’adresse ne reçoit pas nos e-mails",
    "failed": "n’est pas parti",
    "stopped": "ne veut pas de ces messages",
    "elsewhere": "déjà envoyé pour une autre famille",
}
