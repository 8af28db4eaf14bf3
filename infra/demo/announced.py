"""A message of the town to the families of a class, and what became of it."""

from datetime import datetime, timedelta

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind
from functions.domain.informing.announcement import AnnouncementText
from functions.usecases.informing.spread_announcement import spread_announcement
from functions.usecases.informing.write_announcement import Announcing, pages_of, write_announcement
from functions.usecases.messages.note_mail_return import note_mail_return

TEXT = AnnouncementText(
    "Sortie à la ferme",
    "La classe de CM1 part jeudi à la ferme des Trois Chênes, de 9 h à 16 h.\n\nÀ prévoir :\n- un pique-nique\n- des bottes\n- un vêtement "
    "de pluie\n\nLe repas de la cantine de ce jour-là n’est pas facturé.",
)
TO = AnnouncementAudience(AudienceKind.CLASS, school_class="CM1")
FIRST_PAGES = 20
"""The demo's towns have some dozens of families."""


def announced(commune: str, *, by: str, now: datetime) -> None:
    at = now - timedelta(days=4)
    written = write_announcement(Announcing(commune, by, "sortie-a-la-ferme", at), TEXT, TO, store=None)
    for page in range(FIRST_PAGES):
        spread_announcement(pages_of(commune, written, page), at)


def came_back(email: str, now: datetime) -> None:
    """The mail server of one family no longer knows the address."""
    sent = now - timedelta(days=4)
    note_mail_return(MailReturn(email, NoMailBecause.BOUNCE, sent), now=sent + timedelta(minutes=3))
