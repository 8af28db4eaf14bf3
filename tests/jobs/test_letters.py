"""Every mail says what happened and who writes, under a subject of its own."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain.agents.staff import Role
from functions.domain.messages import Message, MessageKind
from functions.domain.push.device import TOLD
from functions.gateways.mail import Mail
from functions.jobs.letters import LETTERS
from functions.jobs.push import push_job
from functions.usecases.push.tell_device import Notice
from tests.support.accounts import EMAIL
from tests.support.builders import MARC, NOW, a_commune
from tests.support.informing import write_to
from tests.support.mailed import (
    SEVEN,
    a_declaration,
    a_forgotten_week,
    a_move,
    a_place,
    a_refused_proof,
    a_reset,
    a_strike,
    access_ended,
    an_answer,
    an_answer_that_waits,
    an_invitation,
    booked_by_the_town,
    corrections_answered,
    mailed,
    meals_ordered,
    of_agents,
    of_family,
    of_login,
    of_the_invoice,
    paid_of_the_other_home,
    places_given_back,
    two_bookings,
)
from tests.support.spaces import plain

SAID: dict[MessageKind, tuple[Callable[[], Message], tuple[str, ...]]] = {
    MessageKind.ACTIVATION: (
        an_invitation,
        ("Un espace famille vous attend (Lisse)", "mercredi 16 décembre 2026"),
    ),
    MessageKind.ACCOUNT_CREATED: (
        lambda: of_login(MessageKind.ACCOUNT_CREATED, new=1),
        ("Votre compte est créé", "(Lisse)", EMAIL, "/espace/?famille=lisse/testmp"),
    ),
    MessageKind.PASSWORD_RESET: (a_reset, ("changer le mot de passe", "pendant une heure")),
    MessageKind.ADDRESS_CHANGE: (a_move, ("utiliser cette adresse",)),
    MessageKind.PASSKEY_ADDED: (
        lambda: of_login(MessageKind.PASSKEY_ADDED, name="iPhone de Marc"),
        (
            "« iPhone de Marc » vient d’être ajoutée",
            "toutes les clés d’accès sont alors retirées",
            "/espace/cles/",
        ),
    ),
    MessageKind.PASSKEY_REMOVED: (
        lambda: of_login(MessageKind.PASSKEY_REMOVED, name="iPhone de Marc"),
        ("« iPhone de Marc » vient d’être retirée", "supprimez-la aussi"),
    ),
    MessageKind.ADDRESS_CHANGED: (
        lambda: of_login(MessageKind.ADDRESS_CHANGED, email="ancienne@famille.example"),
        ("avec une autre adresse e-mail",),
    ),
    MessageKind.PASSWORD_CHANGED: (
        lambda: of_login(MessageKind.PASSWORD_CHANGED),
        ("Le mot de passe de votre espace famille vient d’être changé",),
    ),
    MessageKind.SECOND_FACTOR_SET: (
        lambda: of_login(MessageKind.SECOND_FACTOR_SET),
        ("Un téléphone vient d’être enregistré",),
    ),
    MessageKind.SECOND_FACTOR_RESET: (
        lambda: of_login(MessageKind.SECOND_FACTOR_RESET, at_once=0),
        ("Dans 24 heures", "la remise à zéro est alors annulée"),
    ),
    MessageKind.RECOVERY_CODE_USED: (
        lambda: of_login(MessageKind.RECOVERY_CODE_USED, left=9),
        ("Il vous en reste 9.",),
    ),
    MessageKind.WRONG_CODES_GIVEN: (
        lambda: of_login(MessageKind.WRONG_CODES_GIVEN),
        ("plusieurs codes faux", "Choisissez-en tout de suite un nouveau"),
    ),
    MessageKind.BOOKINGS_VALIDATED: (
        two_bookings,
        (
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : 3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h",
            "Guilhem, Garderie du soir :",
            "- mardi 24 novembre : 2,20 €, annulable jusqu’au lundi 23 novembre à midi",
        ),
    ),
    MessageKind.PLACE_GIVEN: (
        a_place,
        (
            "réservée pour Clara",
            "Restauration scolaire, lundi 23 novembre (3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h)",
        ),
    ),
    MessageKind.WAITING_ENDED: (
        lambda: of_family(
            MessageKind.WAITING_ENDED,
            service="restauration",
            days="2026-11-23",
            children="clara guilhem",
            ending="too_late",
        ),
        (
            "Clara et Guilhem attendaient une place",
            "Restauration scolaire, lundi 23 novembre",
            "avant la limite",
        ),
    ),
    MessageKind.BOOKING_REQUEST_ANSWERED: (
        an_answer,
        (
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : réservation, 3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h",
            "- mardi 24 novembre : réservation. Raison : Sortie scolaire.",
        ),
    ),
    MessageKind.BOOKED_BY_TOWN: (
        booked_by_the_town,
        (
            "Lisse a réservé pour vous, après la limite :",
            "- jeudi 19 novembre : 3,45 €, annulable jusqu’au mercredi 18 novembre à 10 h",
            "La raison : Oubli signalé par téléphone.",
        ),
    ),
    MessageKind.CALLED_OFF: (
        a_strike,
        (
            "Restauration scolaire, le lundi 23 novembre, pour Clara : n’a pas lieu (grève).",
            "Ce jour ne vous est pas facturé",
        ),
    ),
    MessageKind.ABSENCE_DECLARED: (
        a_declaration,
        (
            "Lisse a bien reçu votre déclaration d’absence",
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : reste facturé",
            "- mardi 24 novembre : reste facturé",
            "Jusqu’à la veille de chaque jour, vous pouvez le dire dans Mes absences.",
            "/espace/absences/",
        ),
    ),
    MessageKind.ABSENCE_REFUSED: (
        a_refused_proof,
        ("Clara, le lundi 23 novembre, Restauration scolaire", "n’a pas pu lire le justificatif"),
    ),
    MessageKind.BOOKING_REMINDER: (
        a_forgotten_week,
        (
            "Clara, Restauration scolaire, du lundi 23 au vendredi 27 novembre : jusqu’au jeudi 19 novembre à 10 h.",
        ),
    ),
    MessageKind.HOLD_RELEASED: (
        places_given_back,
        (
            "la facture 2026-000042 est annulée",
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : 3,45 €",
        ),
    ),
    MessageKind.INVOICE_ISSUED: (
        of_the_invoice(MessageKind.INVOICE_ISSUED, period="2026-10", total_cents=4250, due_on="2026-12-01"),
        ("La facture 2026-000042 d’octobre 2026", "Elle est de 42,50 €", "au plus tard le 1er décembre 2026"),
    ),
    MessageKind.PAYMENT_RECEIVED: (
        of_the_invoice(MessageKind.PAYMENT_RECEIVED, amount_cents=1000, credited_cents=0),
        ("votre paiement de 10,00 € pour la facture 2026-000042", "Il reste 42,50 € à payer"),
    ),
    MessageKind.PAYMENT_REJECTED: (
        of_the_invoice(MessageKind.PAYMENT_REJECTED, amount_cents=4250),
        ("votre paiement de 42,50 €", "2026-000042 est donc à nouveau à payer"),
    ),
    MessageKind.CREDIT_NOTE_ISSUED: (
        of_the_invoice(
            MessageKind.CREDIT_NOTE_ISSUED,
            invoice_number="2026-000041",
            total_cents=690,
        ),
        ("l’avoir 2026-000042 de 6,90 € sur votre facture 2026-000041",),
    ),
    MessageKind.INVOICE_REMINDER: (
        of_the_invoice(MessageKind.INVOICE_REMINDER, due_on="2026-11-01", last=0),
        ("à payer au plus tard le 1er novembre 2026", "Il reste 42,50 € à payer"),
    ),
    MessageKind.INVOICE_HANDED_OVER: (
        of_the_invoice(MessageKind.INVOICE_HANDED_OVER),
        ("transmise au Trésor public", "il reste 42,50 €"),
    ),
    MessageKind.ACCESS_ENDED: (
        access_ended,
        ("a mis fin à votre accès à une famille du portail", "elle peut vous inviter de nouveau"),
    ),
    MessageKind.AGENT_APPOINTED: (
        of_agents(MessageKind.AGENT_APPOINTED, Role.SECRETARY, Role.KITCHEN),
        ("pour : secrétariat et cuisine.", "Voit les repas à préparer", "/mot-de-passe-oublie/"),
    ),
    MessageKind.AGENT_ENDED: (
        of_agents(MessageKind.AGENT_ENDED),
        ("a mis fin à votre accès d’agent", "si vous y suivez une famille, rien ne change pour elle"),
    ),
    MessageKind.REGISSEUR_APPOINTED: (
        of_agents(MessageKind.REGISSEUR_APPOINTED, Role.REGISSEUR, appointed=MARC),
        ("a donné à Marc un accès à la régie", "appelez la mairie aujourd’hui"),
    ),
    MessageKind.CORRECTION_ANSWERED: (
        corrections_answered,
        (
            "Pris en compte : téléphone.",
            "Non retenu : nom de la famille. La raison donnée : Il faut un justificatif.",
            "Encore sans réponse : ville.",
        ),
    ),
    MessageKind.REQUEST_ANSWERED: (
        an_answer_that_waits,
        ("une de vos demandes", "/espace/demandes/?id=thread"),
    ),
    MessageKind.ANNOUNCEMENT: (
        lambda: of_family(MessageKind.ANNOUNCEMENT, announcement=write_to()),
        ("Bonjour Marc,", "Le car part à 9 h.", "Ne plus recevoir les messages à toutes les familles"),
    ),
    MessageKind.ANNOUNCEMENT_TRIAL: (
        lambda: replace(
            of_family(MessageKind.ANNOUNCEMENT_TRIAL, subject="Sortie", text="- un manteau", files=1),
            family=None,
        ),
        ("- un manteau",),
    ),
    MessageKind.MEAL_ORDER: (
        meals_ordered,
        (
            "- mardi 24 novembre : aucun repas.",
            "- lundi 23 novembre, école que le règlement ne nomme pas : 1 repas, dont 1 standard (1 de 6 ans et plus).",
            "jusqu’à 9 h 15 le jour même",
            "/commande/#code=",
            "/page",
        ),
    ),
    MessageKind.MEAL_ORDER_WAITS: (
        lambda: meals_ordered(MessageKind.MEAL_ORDER_WAITS),
        (
            "Bonjour Marc,",
            "pour lundi 23 novembre a été envoyée à Resto Vert",
            "/mairie/cuisine/?commune=lisse",
        ),
    ),
    MessageKind.ERASURE_ASKED: (
        lambda: of_family(MessageKind.ERASURE_ASKED),
        ("demande la suppression de ses données", "mercredi 16 décembre 2026"),
    ),
    MessageKind.OTHER_HOME_BOOKED: (
        paid_of_the_other_home,
        (
            "Ces jours sont réservés chez l’autre parent (Lisse). Voici ce que vous en payez :",
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : 1,72 €",
            "L’autre parent ne voit pas votre part",
        ),
    ),
}
"""What leads to each kind of mail, and what the mail says of it."""


def test_each_kind_of_mail_is_walked_here() -> None:
    assert SAID.keys() == LETTERS.keys()


@pytest.mark.usefixtures("town")
def test_every_mail_says_what_happened_and_who_writes_under_a_subject_of_its_own() -> None:
    subjects = Counter[str]()
    for kind, (prepare, said) in SAID.items():
        mail = mailed(prepare())
        for text in (plain(mail.text), plain(re.sub(r"<li>", "- ", mail.html))):
            assert [each for each in said if each not in text] == [], kind
            assert "Lisse, Mairie, service enfance. Téléphone : 01 99 00 12 34." in text, kind
            assert "Adresse : 1 place de la Mairie, 00000 Lisse." in text, kind
        assert mail.reply_to == "enfance@lisse.example", kind
        assert not re.search(r"Clara|Guilhem|€|Testmp", mail.subject), "a subject is read on a lock screen"
        assert "Testmp" not in mail.text, "no family name and no child's"
        assert "http" in mail.text or kind in (MessageKind.ADDRESS_CHANGED, MessageKind.ERASURE_ASKED)
        assert_that_both_texts_say_the_same(mail)
        subjects[mail.subject] += 1
    assert max(subjects.values()) == 1
    assert all(10 < len(subject) < 60 for subject in subjects)


@pytest.mark.usefixtures("town")
def test_of_each_mail_that_devices_are_told_of_too_the_locked_screen_says_nothing() -> None:
    for kind, pushed in TOLD.items():
        now = SEVEN if kind is MessageKind.BOOKING_REMINDER else NOW
        told = push_job.still(SAID[kind][0](), now)
        assert told is not None and told.link.startswith("/espace/"), kind
        said = push_job.written(Notice(pushed, a_commune(), told.link, "tag", None)).decode()
        assert not re.search(r"Clara|Guilhem|Marc|Testmp|€|[Rr]estauration|@|allerg|http", said), kind


def assert_that_both_texts_say_the_same(mail: Mail) -> None:
    assert mail.text.startswith("Bonjour") and "\n" not in mail.subject
    shown = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", mail.html, flags=re.S)
    shown = " ".join(shown.replace("&#39;", "'").split())
    for paragraph in re.split(r"\n\n|\n- |^- ", mail.text.strip()):
        assert " ".join(paragraph.removeprefix("- ").partition("\u00a0:\nhttp")[0].split()) in shown
    assert not re.search(r" [:;?!]", mail.text), "no line begins with « : » or « ! »"
    assert "'" not in mail.subject + mail.text.replace("https://", ""), "a typographic apostrophe, please"
    for link in re.findall(r"^https?://\S+$", mail.text, flags=re.M):
        assert f'href="{link.replace("&", "&amp;")}"' in mail.html
