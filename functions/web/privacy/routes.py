"""*Mes données*: a parent downloads all that is kept of the family."""

from chalice.app import Blueprint
from msgspec import Struct

from functions import wiring
from functions.usecases.privacy.export_family import ExportAsked, export_family
from functions.web.api.callers import MEMBER, Member
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY

routes = Routes(Blueprint(__name__))


class DataLink(Struct):
    url: str
    """Where to download the file for the next two minutes."""
    name: str


@routes.route("POST", f"{FAMILY}/export", MEMBER, answers=DataLink, keyed=True)
def export(caller: Member) -> DataLink:
    """A link to all that is kept of the family and of the parent who asks: JSON, PDFs and proofs in one ZIP."""
    from functions.french.privacy.data_file import data_folder

    ask = caller.ask
    asked = ExportAsked(caller.commune, caller.family.value.id, caller.account, ask.idempotency_key, ask.now)
    uploads = wiring.uploads()
    done = export_family(asked, folder_of=data_folder, documents=wiring.documents(), uploads=uploads)
    return DataLink(uploads.link(done.place, name=done.name, media_type="application/zip"), done.name)
