"""What families asked their town: one question that has its answer, one that waits, and a paper that was sent."""

from datetime import datetime, timedelta
from uuid import uuid4

from functions.domain.agents.staff import Role
from functions.domain.families.child_names import told_apart
from functions.domain.papers.papers import paper_code
from functions.domain.requests.threads import ThreadKind
from functions.storage.agents import staff
from functions.storage.requests import threads
from functions.usecases.requests.answer_thread import answer_thread
from functions.usecases.requests.thread_act import ThreadAct
from infra.demo.absences import PROOF
from infra.demo.morning.parents import Parent, SentFile


def requests(mine: Parent, theirs: Parent, now: datetime) -> None:
    home = mine.home
    last = home.children[-1]
    asked = now - timedelta(days=6, hours=3)
    thread = mine.ask(
        ThreadKind.QUESTION,
        "Sortie au musée",
        "Bonjour,\nfaut-il prévoir un pique-nique pour la sortie, ou le repas de la cantine est-il maintenu ?",
        asked,
    )
    act = ThreadAct(
        mine.commune,
        home.family.id,
        thread,
        _secretary(mine.commune),
        uuid4().hex,
        asked + timedelta(hours=18),
        by_town=True,
    )
    [known] = [one.value for one in threads.of_family(mine.commune, home.family.id) if one.value.id == thread]
    said = "Bonjour,\nle repas est maintenu : la cantine prépare un panier pour chaque enfant."
    answer_thread(act, said, seen=known.last, close=False)
    mine.ask(
        ThreadKind.PAPER,
        f"Assurance scolaire ({told_apart(home.children)[last.id]})",
        "Voici l’attestation de cette année.",
        now - timedelta(hours=20),
        file=SentFile("attestation.pdf", PROOF),
        paper=paper_code("assurance", last.id),
    )
    theirs.ask(
        ThreadKind.QUESTION,
        "Garderie du soir",
        "Bonjour, à partir de quelle heure peut-on venir chercher les enfants ?",
        now - timedelta(days=1, hours=2),
    )


def _secretary(commune: str) -> str:
    appointed = staff.staff(commune).value.appointments
    return next(
        account for account, each in appointed.items() if Role.SECRETARY in each.roles and not each.until
    )
