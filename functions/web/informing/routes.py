"""The secretary writes to many families: counted first, tried on oneself, followed afterwards."""

from datetime import datetime

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind
from functions.domain.informing.announcement import Announcement, AnnouncementText
from functions.domain.news.attachments import document_of
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.french.informing.words import AUDIENCES, FATES, audience_words, otherwise_why, state_words
from functions.french.words.dates import date_hour
from functions.storage.directory import families_found
from functions.storage.informing import announcements
from functions.storage.town import communes
from functions.usecases.informing.find_addressees import ToTellOtherwise, count_addressees
from functions.usecases.informing.read_fates import FamilyFates, read_fates, read_otherwise
from functions.usecases.informing.write_announcement import Announcing, send_trial, write_announcement
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent
from functions.web.callers.fresh_factor import check_fresh_factor
from functions.web.informing.types import (
    AnnouncementAsked,
    AnnouncementLine,
    AnnouncementShown,
    AnnouncementsPage,
    AnnouncementsQuery,
    AudienceChoice,
    AudienceFields,
    AudiencePage,
    AudienceQuery,
    FamilyFatesShown,
    FateShown,
    FatesQuery,
    TextFields,
    ToTell,
    TrialSent,
)

routes = Routes(Blueprint(__name__))

ANNOUNCEMENTS = f"{COMMUNE}/announcements"
PAGE = 20
OF_FEW = frozenset({AudienceKind.CLASS})
"""Whose message is to some thirty families. To more, the phone's code is asked again."""


@routes.route("GET", ANNOUNCEMENTS, OFFICE, takes=AnnouncementsQuery, answers=AnnouncementsPage)
def list_announcements(caller: Agent, asked: AnnouncementsQuery) -> AnnouncementsPage:
    """Messages to many families, those written last first, and whom one can write to."""
    town, reglement = communes.commune(caller.commune), communes.reglement_if_any(caller.commune)
    found = announcements.written_before(caller.commune, asked.after, limit=PAGE + 1)
    shown = [_line(town, each, reglement, caller.ask.now) for each in found[:PAGE]]
    return AnnouncementsPage(
        shown,
        shown[-1].id if len(found) > PAGE else None,
        [AudienceChoice(kind.value, words) for kind, words in AUDIENCES.items()],
        [] if reglement is None else [AudienceChoice(*school) for school in reglement.school_names.items()],
        [] if reglement is None else [AudienceChoice(each.code, each.name) for each in reglement.services],
    )


@routes.route("GET", f"{ANNOUNCEMENTS}/audience", SECRETARY, takes=AudienceQuery, answers=AudiencePage)
def count_audience(caller: Agent, asked: AudienceQuery) -> AudiencePage:
    """How many families and addresses a message would reach: of one page of the town's families, to be added up."""
    found = count_addressees(
        caller.commune, _audience(asked), after=families_found.opened(asked.after), now=caller.ask.now
    )
    told, otherwise = found.told, [_to_tell(one) for one in found.otherwise]
    return AudiencePage(
        told.families,
        told.reached,
        told.addresses,
        told.stopped,
        otherwise,
        families_found.closed(found.last),
    )


@routes.route(
    "POST",
    ANNOUNCEMENTS,
    SECRETARY,
    takes=AnnouncementAsked,
    answers=AnnouncementShown,
    status=201,
    keyed=True,
    sends=True,
)
def write_to_families(caller: Agent, asked: AnnouncementAsked) -> AnnouncementShown:
    """Write to them: the mails leave in the minutes that follow, and cannot be taken back."""
    audience = _audience(asked.audience)
    if audience.kind not in OF_FEW:
        check_fresh_factor(caller)
    written = write_announcement(_act(caller), _text(asked), audience, store=wiring.uploads())
    return _shown(caller, written, None)


@routes.route(
    "POST",
    f"{ANNOUNCEMENTS}/trial",
    SECRETARY,
    takes=TextFields,
    answers=TrialSent,
    status=202,
    keyed=True,
    sends=True,
)
def try_announcement(caller: Agent, asked: TextFields) -> TrialSent:
    """Send it to oneself, as families would read it."""
    send_trial(_act(caller), _text(asked))
    return TrialSent("L’essai part à votre adresse : il arrive dans la minute.")


@routes.route("GET", f"{ANNOUNCEMENTS}/{{announcement}}", OFFICE, takes=FatesQuery, answers=AnnouncementShown)
def read_announcement(caller: Agent, asked: FatesQuery) -> AnnouncementShown:
    """A message, and what became of it at each address: of fifty families a page."""
    return _shown(caller, caller.ask.path["announcement"], asked.after)


def _act(caller: Agent) -> Announcing:
    return Announcing(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)


def _text(asked: TextFields) -> AnnouncementText:
    return AnnouncementText(
        asked.subject, asked.text, tuple(document_of(each.file, each.name) for each in asked.files)
    )


def _audience(asked: AudienceFields) -> AnnouncementAudience:
    return AnnouncementAudience(
        asked.kind, asked.school, " ".join(asked.school_class.split()), asked.service, asked.day
    )


def _shown(caller: Agent, announcement: str, after: str | None) -> AnnouncementShown:
    stored = announcements.announcement(caller.commune, announcement)
    if stored is None:
        raise NotFound
    said = stored.value
    line = _line(
        communes.commune(caller.commune), said, communes.reglement_if_any(caller.commune), caller.ask.now
    )
    page = read_fates(caller.commune, said.id, after=after)
    return AnnouncementShown(
        line.id,
        line.subject,
        line.at,
        line.when,
        line.to,
        line.sentence,
        line.done,
        text=said.text.text,
        files=[each.name for each in said.text.files],
        otherwise=[_to_tell(one) for one in read_otherwise(caller.commune, said)] if after is None else [],
        told_otherwise=said.told.otherwise,
        families=[_fates(each) for each in page.families],
        next=page.next,
    )


def _to_tell(one: ToTellOtherwise) -> ToTell:
    return ToTell(one.family, one.name, one.phone, otherwise_why(has_address=one.has_address))


def _fates(found: FamilyFates) -> FamilyFatesShown:
    addressees = [FateShown(one.email, one.fate, FATES[one.fate]) for one in found.addressees]
    return FamilyFatesShown(found.family, found.name, found.phone, addressees)


def _line(town: Commune, said: Announcement, reglement: Reglement | None, now: datetime) -> AnnouncementLine:
    return AnnouncementLine(
        said.id,
        said.text.subject,
        said.at,
        date_hour(said.at.astimezone(town.clock), today=town.day_of(now)),
        audience_words(said.audience, reglement),
        state_words(said),
        said.done,
    )
