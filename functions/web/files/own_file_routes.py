"""*Mon dossier*: what the town has written down of a family, read and confirmed by its parents."""

from chalice.app import Blueprint

from functions import wiring
from functions.domain.families.family import Child
from functions.domain.families.file_corrections import Request
from functions.domain.papers.papers import PaperKinds, paper_lines
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.menus import MenuNames
from functions.french.files.own_file import CORRECTION_SENT, INVITED, NOTHING_TO_CORRECT, confirmed_sentence
from functions.french.safety.health import health_left_incomplete
from functions.storage.papers import family_papers
from functions.storage.table import keys
from functions.storage.table.reading import newest, read, together
from functions.storage.town import communes
from functions.usecases.families.invite_people import Inviting, invite_by_parent
from functions.usecases.families.read_people import people_found, people_keys
from functions.usecases.files.ask_corrections import ask_corrections
from functions.usecases.files.confirm_file import ConfirmFile, confirm_file, file_keys, file_seen
from functions.usecases.files.wished_corrections import AskCorrections
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, Member
from functions.web.files.own_file_answers import OwnFile
from functions.web.files.own_file_corrected import corrected_texts
from functions.web.files.own_file_types import (
    FileConfirmed,
    FileConfirmedNow,
    OwnFileAsked,
    OwnFileCorrected,
    OwnFileInvitation,
    OwnFileInvited,
    OwnFileShown,
)
from functions.web.safety.types import health_of

routes = Routes(Blueprint(__name__))
REQUESTS = 20
"""Those asked last: what the town has not answered is among them."""


@routes.route("GET", f"{FAMILY}/file", MEMBER, answers=OwnFileShown)
def read_own_file(caller: Member) -> OwnFileShown:
    """The family's file as the town has it, what lacks first. One round trip besides the one that admits."""
    return _own_file(caller).shown()


@routes.route(
    "POST", f"{FAMILY}/file/confirmation", MEMBER, takes=FileConfirmed, answers=FileConfirmedNow, keyed=True
)
def confirm(caller: Member, asked: FileConfirmed) -> FileConfirmedNow:
    """Say that the file is right for the year, as it was shown. Of two parents, the first one's counts."""
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    today = reglement.day_of(caller.ask.now)
    confirmed = confirm_file(
        ConfirmFile(
            caller.commune,
            caller.family.value,
            asked.year,
            asked.seen,
            caller.account,
            caller.ask.idempotency_key,
            caller.ask.now,
            today,
        )
    )
    at = confirmed.at.astimezone(reglement.clock)
    mine = confirmed.by == caller.account
    return FileConfirmedNow(confirmed_sentence(confirmed.year, at, mine=mine, today=today))


@routes.route(
    "POST", f"{FAMILY}/file/corrections", MEMBER, takes=OwnFileCorrected, answers=OwnFileAsked, keyed=True
)
def correct(caller: Member, asked: OwnFileCorrected) -> OwnFileAsked:
    """Ask the town to correct the file. It decides; until then the file says what it said."""
    ask = caller.ask
    done = ask_corrections(
        AskCorrections(
            caller.commune,
            caller.family.value,
            asked.seen,
            corrected_texts(asked),
            caller.account,
            ask.idempotency_key,
            ask.now,
            asked.child or "",
            _proofs(asked),
        )
    )
    said = CORRECTION_SENT if done else NOTHING_TO_CORRECT
    missing = () if asked.health is None else health_of(asked.health).missing
    return OwnFileAsked(bool(done), f"{said} {health_left_incomplete(missing)}".strip())


def _proofs(asked: OwnFileCorrected) -> FilesSent:
    names = () if asked.quotient is None else tuple(asked.quotient.files)
    return FilesSent(names, wiring.uploads()) if names else NO_FILES


@routes.route(
    "POST",
    f"{FAMILY}/file/invitations",
    MEMBER,
    takes=OwnFileInvitation,
    answers=OwnFileInvited,
    keyed=True,
    sends=True,
)
def invite(caller: Member, asked: OwnFileInvitation) -> OwnFileInvited:
    """Invite another responsable of the file, at the address that the town has of them."""
    ask = caller.ask
    inviting = Inviting(caller.commune, caller.account, ask.idempotency_key, ask.now)
    invite_by_parent(inviting, caller.family.value.id, asked.person)
    return OwnFileInvited(INVITED)


def _own_file(caller: Member) -> OwnFile:
    commune, family = caller.commune, caller.family.value
    reglement = communes.reglement(commune, caller.head.value.reglement)
    today, kinds_key = reglement.day_of(caller.ask.now), keys.paper_kinds(commune)
    menus_key = keys.menu_names(commune)
    wanted = [kinds_key, menus_key, *people_keys(family), *file_keys(commune, family.children)]
    found, held, asked = together(
        lambda: read(wanted),
        lambda: family_papers.of_family(commune, family.id),
        lambda: newest(keys.family(commune, family.id).pk, "REQUEST#", Request, limit=REQUESTS),
    )
    files = [found.get(keys.child(commune, child), Child) for child in family.children]
    sheets = {child: found.get(keys.safety(commune, child), ChildSafety) for child in family.children}
    papers = {place: one.value for place, one in held.items()}
    return OwnFile(
        family,
        reglement,
        [one.value for one in files if one is not None],
        {child: one.value for child, one in sheets.items() if one is not None},
        paper_lines(found.get_or(kinds_key, PaperKinds()).value, family, papers, today),
        people_found(found, commune, family, now=caller.ask.now),
        [one.value for one in asked],
        file_seen(caller.family, found, commune),
        found.get_or(menus_key, MenuNames()).value.names,
        caller.account,
        caller.ask.now,
    )
