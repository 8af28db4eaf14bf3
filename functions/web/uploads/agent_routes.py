"""What an agent sends to a family."""

from chalice.app import Blueprint

from functions import wiring
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.seal_upload import seal_upload
from functions.usecases.uploads.upload_act import UploadAct
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.uploads.types import FileSealed, SealAsked, UploadAsked, UploadForm

routes = Routes(Blueprint(__name__))
UPLOADS = f"{COMMUNE}/files/{{family}}/uploads"


@routes.route("POST", UPLOADS, SECRETARY, takes=UploadAsked, answers=UploadForm, status=201, keyed=True)
def announce_file_for_family(caller: Agent, asked: UploadAsked) -> UploadForm:
    """Say that a file comes, and be told where to send it."""
    sent = begin_upload(_act(caller), asked.purpose, asked.name, asked.bytes, store=wiring.uploads())
    return UploadForm(sent.upload, sent.url, sent.fields)


@routes.route(
    "POST", f"{UPLOADS}/{{upload}}/sealing", SECRETARY, takes=SealAsked, answers=FileSealed, keyed=True
)
def seal_file_for_family(caller: Agent, asked: SealAsked) -> FileSealed:
    """Have the file looked at: what was looked at is what is kept."""
    file = seal_upload(_act(caller), caller.ask.path["upload"], store=wiring.uploads())
    return FileSealed(file.id, file.name, file.file_type, file.bytes)


def _act(caller: Agent) -> UploadAct:
    ask = caller.ask
    return UploadAct(
        caller.commune, ask.path["family"], caller.account, ask.idempotency_key, ask.now, by_town=True
    )
