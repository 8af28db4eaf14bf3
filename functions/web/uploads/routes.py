"""A family's files go straight to the bucket, and are looked at there: PDF, JPEG, PNG, WebP or HEIC, 10 MB at most."""

from chalice.app import Blueprint

from functions import wiring
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.seal_upload import seal_upload
from functions.usecases.uploads.upload_act import UploadAct
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, Member
from functions.web.uploads.types import FileSealed, SealAsked, UploadAsked, UploadForm

routes = Routes(Blueprint(__name__))


@routes.route(
    "POST", f"{FAMILY}/uploads", MEMBER, takes=UploadAsked, answers=UploadForm, status=201, keyed=True
)
def announce_file(caller: Member, asked: UploadAsked) -> UploadForm:
    """Say that a file comes, and be told where to send it."""
    sent = begin_upload(_act(caller), asked.purpose, asked.name, asked.bytes, store=wiring.uploads())
    return UploadForm(sent.upload, sent.url, sent.fields)


@routes.route(
    "POST", f"{FAMILY}/uploads/{{upload}}/sealing", MEMBER, takes=SealAsked, answers=FileSealed, keyed=True
)
def seal_file(caller: Member, asked: SealAsked) -> FileSealed:
    """Have the file looked at: what was looked at is what is kept."""
    file = seal_upload(_act(caller), caller.ask.path["upload"], store=wiring.uploads())
    return FileSealed(file.id, file.name, file.file_type, file.bytes)


def _act(caller: Member) -> UploadAct:
    ask = caller.ask
    return UploadAct(caller.commune, caller.family.value.id, caller.account, ask.idempotency_key, ask.now)
