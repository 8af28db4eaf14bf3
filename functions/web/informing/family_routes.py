"""What the town wrote to many families, as one of them reads it."""

from chalice.app import Blueprint

from functions import wiring
from functions.domain.informing.announcement import Announcement
from functions.domain.news.attachments import NewsFile
from functions.french.words.dates import date_hour
from functions.gateways.documents import saved_name
from functions.storage.informing import announcements
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.usecases.news.keep_file import file_place
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER_OF_TOWN, MemberOfTown
from functions.web.informing.types import (
    AnnouncementsQuery,
    ReceivedAnnouncement,
    ReceivedAnnouncements,
    ReceivedFile,
)

routes = Routes(Blueprint(__name__))
PAGE = 20


@routes.route(
    "GET", f"{FAMILY}/announcements", MEMBER_OF_TOWN, takes=AnnouncementsQuery, answers=ReceivedAnnouncements
)
def read_received(caller: MemberOfTown, asked: AnnouncementsQuery) -> ReceivedAnnouncements:
    """The messages that the family was sent, the newest first, with their documents."""
    town = caller.town
    told = announcements.sent_to_family(
        caller.commune, caller.family.value.id, before=asked.after, limit=PAGE + 1
    )
    names = [stored.value.announcement for stored in told]
    found = read(keys.announcement(caller.commune, name) for name in names)
    known = [found.get_sound(keys.announcement(caller.commune, name), Announcement) for name in names[:PAGE]]
    today = town.day_of(caller.ask.now)
    return ReceivedAnnouncements(
        [
            ReceivedAnnouncement(
                said.id,
                date_hour(said.at.astimezone(town.clock), today=today),
                said.text.subject,
                said.text.paragraphs,
                [_file(caller.commune, each) for each in said.text.files],
            )
            for said in (stored.value for stored in known if stored is not None)
        ],
        names[PAGE - 1] if len(names) > PAGE else None,
    )


def _file(commune: str, file: NewsFile) -> ReceivedFile:
    place = file_place(commune, file.file)
    return ReceivedFile(file.name, wiring.uploads().link(place, name=f"{saved_name(file.name)}.pdf"))
