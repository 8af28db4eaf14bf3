"""The town hands out, or erases, all that is kept of a family."""

from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.families.spelling import folded
from functions.domain.privacy.erasure import ErasureReason, NameNotConfirmed, NotErasable
from functions.french.privacy.erasing_words import obstacle_sentence, what_goes, what_stays
from functions.storage.families import families
from functions.storage.town import communes
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family, preview_erasure
from functions.usecases.privacy.export_family import ExportAsked, export_family
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import TOWN_ACTS, Agent
from functions.web.callers.fresh_factor import fresh
from functions.web.privacy.routes import DataLink

routes = Routes(Blueprint(__name__))
FILE = f"{COMMUNE}/files/{{family}}"


class ExportWanted(Struct):
    act: Literal["export"]


class ErasureWanted(Struct):
    """`confirm`: the family's name, written again by who erases it; with `reason`, needed to erase."""

    act: Literal["preview", "erase"]
    confirm: Annotated[str, Meta(max_length=200)] = ""
    reason: ErasureReason | None = None

    def __post_init__(self) -> None:
        if self.act == "erase" and self.reason is None:
            raise ValueError("nobody said why")


class ErasureSaid(Struct):
    """`obstacles`: what must be settled first; without any, `goes` and `stays` say what becomes of everything. Empty once it is done."""

    erased: bool
    obstacles: list[str]
    goes: list[str]
    stays: list[str]


@routes.route("POST", f"{FILE}/export", fresh(TOWN_ACTS), takes=ExportWanted, answers=DataLink, keyed=True)
def export_file(caller: Agent, asked: ExportWanted) -> DataLink:
    """A link to all that is kept of the family, for the town alone: it names every parent."""
    from functions.french.privacy.data_file import data_folder

    ask = caller.ask
    wanted = ExportAsked(
        caller.commune, ask.path["family"], caller.account, ask.idempotency_key, ask.now, of_login=False
    )
    uploads = wiring.uploads()
    done = export_family(wanted, folder_of=data_folder, documents=wiring.documents(), uploads=uploads)
    return DataLink(uploads.link(done.place, name=done.name, media_type="application/zip"), done.name)


@routes.route(
    "POST",
    f"{FILE}/erasure",
    fresh(TOWN_ACTS),
    takes=ErasureWanted,
    answers=ErasureSaid,
    keyed=True,
    sends=True,
)
def erase_file(caller: Agent, asked: ErasureWanted) -> ErasureSaid:
    """Say what erasing the family would do, or erase it. That cannot be undone; run again, it goes on to its end."""
    commune, family_id, now = caller.commune, caller.ask.path["family"], caller.ask.now
    family = families.family(commune, family_id).value
    if family.merged_into:
        raise NotFound
    if family.erased_on is None:
        try:
            data = preview_erasure(commune, family_id, now=now)
        except NotErasable as refused:
            return ErasureSaid(False, [obstacle_sentence(one) for one in refused.obstacles], [], [])
        if asked.act == "preview":
            today = communes.commune(commune).day_of(now)
            return ErasureSaid(False, [], what_goes(data, today=today), what_stays(data))
        if folded(asked.confirm) != folded(family.name):
            raise NameNotConfirmed(field="confirm")
    if asked.act == "erase":
        wanted = ErasureAsked(commune, family_id, caller.account, now, asked.reason or "")
        erase_family(wanted)
    return ErasureSaid(True, [], [], [])
