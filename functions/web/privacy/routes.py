"""*Mes données*: a parent downloads all that is kept of the family, or asks the town to erase it."""

from datetime import datetime

from chalice.app import Blueprint
from msgspec import Struct

from functions import wiring
from functions.french.privacy.erasure import asked_on
from functions.usecases.privacy.ask_erasure import (
    ErasureWish,
    Wished,
    ask_erasure,
    withdraw_erasure,
)
from functions.usecases.privacy.export_family import ExportAsked, export_family
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, MEMBER_OF_TOWN, Member, MemberOfTown

routes = Routes(Blueprint(__name__))


class DataLink(Struct):
    url: str
    """Where to download the file for the next two minutes."""
    name: str


class ErasureRequest(Struct):
    asked_at: datetime | None
    """Null where nobody asked, or where the request was taken back."""
    sentence: str
    """What is to be said of it; empty where there is none."""


@routes.route("POST", f"{FAMILY}/export", MEMBER, answers=DataLink, keyed=True)
def export(caller: Member) -> DataLink:
    """A link to all that is kept of the family and of the parent who asks: JSON, PDFs and proofs in one ZIP."""
    from functions.french.privacy.data_file import data_folder

    ask = caller.ask
    asked = ExportAsked(caller.commune, caller.family.value.id, caller.account, ask.idempotency_key, ask.now)
    uploads = wiring.uploads()
    done = export_family(asked, folder_of=data_folder, documents=wiring.documents(), uploads=uploads)
    return DataLink(uploads.link(done.place, name=done.name, media_type="application/zip"), done.name)


@routes.route("POST", f"{FAMILY}/erasure-request", MEMBER_OF_TOWN, answers=ErasureRequest, keyed=True)
def request_erasure(caller: MemberOfTown) -> ErasureRequest:
    """Ask the town to erase the family. It answers within a month; nothing changes until then."""
    return _shown(caller, ask_erasure(_wish(caller)))


@routes.route("DELETE", f"{FAMILY}/erasure-request", MEMBER_OF_TOWN, answers=ErasureRequest, keyed=True)
def withdraw_erasure_request(caller: MemberOfTown) -> ErasureRequest:
    """Take the request back. Without one, nothing happens."""
    return _shown(caller, withdraw_erasure(_wish(caller)))


def _wish(caller: MemberOfTown) -> ErasureWish:
    ask = caller.ask
    return ErasureWish(caller.commune, caller.family, caller.account, ask.idempotency_key, ask.now)


def _shown(caller: MemberOfTown, wished: Wished) -> ErasureRequest:
    if wished.asked_at is None:
        return ErasureRequest(None, "")
    town = caller.town
    return ErasureRequest(wished.asked_at.astimezone(town.clock), asked_on(town.day_of(wished.asked_at)))
