"""What families asked their town: one question that has its answer, one that waits, and a paper that was sent."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.child_names import told_apart
from functions.domain.papers.papers import paper_code
from functions.domain.requests.threads import ThreadKind
from functions.domain.town.commune import Commune
from functions.domain.uploads.uploads import UploadPurpose
from functions.storage.agents import staff
from functions.storage.requests import threads
from functions.storage.table.ids import new_id
from functions.storage.uploads import uploads
from functions.usecases.requests.answer_thread import answer_thread
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_to_town import ask_town
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.seal_upload import seal_upload
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent
from functions.usecases.uploads.upload_act import UploadAct
from infra.demo.absences import PROOF
from infra.demo.people import Household


def requests(
    town: Commune, home: Household, other: Household, accounts: tuple[str, str], now: datetime
) -> None:
    """`accounts`: of a parent of each."""
    mine, theirs = accounts
    last = home.children[-1]
    asked = now - timedelta(days=6, hours=3)
    thread = _asked(
        town,
        home,
        mine,
        ThreadKind.QUESTION,
        "Sortie au musée",
        "Bonjour,\nfaut-il prévoir un pique-nique pour la sortie, ou le repas de la cantine est-il maintenu ?",
        asked,
    )
    act = ThreadAct(
        town.id,
        home.family.id,
        thread,
        _secretary(town),
        uuid4().hex,
        asked + timedelta(hours=18),
        by_town=True,
    )
    [known] = [one.value for one in threads.of_family(town.id, home.family.id) if one.value.id == thread]
    said = "Bonjour,\nle repas est maintenu : la cantine prépare un panier pour chaque enfant."
    answer_thread(act, said, seen=known.last, close=False)
    _asked(
        town,
        home,
        mine,
        ThreadKind.PAPER,
        f"Assurance scolaire ({told_apart(home.children)[last.id]})",
        "Voici l’attestation de cette année.",
        now - timedelta(hours=20),
        file="attestation.pdf",
        paper=paper_code("assurance", last.id),
    )
    _asked(
        town,
        other,
        theirs,
        ThreadKind.QUESTION,
        "Garderie du soir",
        "Bonjour, à partir de quelle heure peut-on venir chercher les enfants ?",
        now - timedelta(days=1, hours=2),
    )


def _asked(
    town: Commune,
    home: Household,
    account: str,
    kind: ThreadKind,
    subject: str,
    text: str,
    now: datetime,
    *,
    file: str = "",
    paper: str = "",
) -> str:
    act = ThreadAct(town.id, home.family.id, new_id(now), account, uuid4().hex, now)
    files = _sealed(town, home, account, file, now) if file else NO_FILES
    return ask_town(act, kind, subject, text, files, paper=paper).thread


def _sealed(town: Commune, home: Household, account: str, name: str, now: datetime) -> FilesSent:
    """As a browser would have sent it."""
    store = wiring.uploads()

    def act() -> UploadAct:
        return UploadAct(town.id, home.family.id, account, uuid4().hex, now)

    upload = begin_upload(act(), UploadPurpose.REQUEST, name, len(PROOF), store=store).upload
    place = uploads.incoming(town.id, home.family.id, upload)
    store.put(place, PROOF, sha256=sha256(PROOF).hexdigest())
    seal_upload(act(), upload, store=store)
    return FilesSent((upload,), store)


def _secretary(town: Commune) -> str:
    appointed = staff.staff(town.id).value.appointments
    return next(
        account for account, each in appointed.items() if Role.SECRETARY in each.roles and not each.until
    )
