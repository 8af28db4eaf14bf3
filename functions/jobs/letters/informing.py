"""The letter of a message of the town to many families: what the town wrote, as it wrote it."""

from datetime import datetime

from functions.domain.families.family import Family
from functions.domain.informing.announcement import Announcement, AnnouncementText
from functions.domain.messages import Message, MessageKind
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.settings import settings
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.storage.town import communes
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token


def _announcement(message: Message, now: datetime) -> Letter | None:
    commune, _ = family_of(message)
    stored = read_one(keys.announcement(commune, text(message, "announcement")), Announcement)
    if stored is None:
        return None
    said, town = stored.value, town_of(message)
    if "address" in message.data:
        known = _without_login(message)
        if known is None:
            return None
        data = _data(said.text, first_name=known[1], link="", stop="", is_trial=False)
        return Letter(known[0], "announcement", data, (town,))
    account = account_of(message)
    if said.audience.is_general and not account.announcements:
        return None  # they said so since
    link = family_link("/espace/messages/", message) if said.text.files else ""
    if not said.audience.is_general:
        data = _data(said.text, first_name=account.first_name, link=link, stop="", is_trial=False)
        return Letter(account.email, "announcement", data, (town,))
    token = stop_token(MailsAtWill.ANNOUNCEMENTS, account.id)
    stop = f"{settings().origin}/rappels/?de=mairie#code={token}"
    data = _data(said.text, first_name=account.first_name, link=link, stop=stop, is_trial=False)
    unsubscribe = f"{settings().origin}/api/announcements/{token}"
    return Letter(account.email, "announcement", data, (town,), unsubscribe=unsubscribe)


def _trial(message: Message, now: datetime) -> Letter | None:
    account, commune = account_of(message), message.commune
    assert commune is not None, "an agent works for a town"
    said = AnnouncementText(text(message, "subject"), text(message, "text"))
    link = f"{settings().origin}/espace/" if message.data["files"] else ""
    data = _data(said, first_name=account.first_name, link=link, stop="", is_trial=True)
    return Letter(account.email, "announcement", data, (communes.commune(commune),))


def _without_login(message: Message) -> tuple[str, str] | None:
    """The address and the first name of the responsable; None where nobody of the family has that address, or it opened a login,
    since."""
    commune, family_id = family_of(message)
    address = text(message, "address")
    stored = read([keys.family(commune, family_id)]).get(keys.family(commune, family_id), Family)
    for one in () if stored is None else stored.value.guardians:
        if one.email and one.account is None and keys.keyed_hash(one.email) == address:
            return one.email, one.first_name
    return None


def _data(
    said: AnnouncementText, *, first_name: str, link: str, stop: str, is_trial: bool
) -> dict[str, str | int | tuple[str, ...]]:
    return {
        "subject": said.subject,
        "first_name": first_name,
        "paragraphs": tuple(_without_buttons(each) for each in said.paragraphs),
        "link": link,
        "has_files": len(said.files),
        "stop": stop,
        "trial": int(is_trial),
    }


def _without_buttons(paragraph: str) -> str:
    """What is typed adds no button to a mail (`functions/jobs/letters/mails.py`): a link that says where it leads needs none."""
    return paragraph.replace("](", "] (")


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ANNOUNCEMENT: _announcement,
    MessageKind.ANNOUNCEMENT_TRIAL: _trial,
}
