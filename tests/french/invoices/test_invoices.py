"""Invoices speak to a parent, in whole sentences."""

from dataclasses import replace
from decimal import Decimal

import pytest

from functions.domain.billing.family_lines import lines_owed
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Civility
from functions.domain.invoices.invoice import Person, issuer_of
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, Reason
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.pricing.prices import StepCode
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.town.counter_means import CounterMeans
from functions.french.invoices import invoices as french
from functions.french.words import parties
from tests.support.builders import CLARA, a_booking, a_commune, a_family, a_month, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF
from tests.support.spaces import plain

EFFORT = Reason("", explained=True, quotient_familial=750, effort=StepCode.EFFORT, rate=Decimal("0.0036"))


SIXTY = Sharing(on("mardi 2026-09-01"), (Part("testmp", 60), Part("papa", 40)))


@pytest.mark.parametrize(
    ("period", "title"), [("2026-10", "Facture d’octobre 2026"), ("2027-02", "Facture de février 2027")]
)
def test_an_invoice_is_named_after_its_month(period: str, title: str) -> None:
    assert french.title(period) == title


def test_days_are_listed_as_one_would_say_them() -> None:
    days = [on("mardi 2026-10-06"), on("jeudi 2026-10-01"), on("lundi 2026-10-05")]
    assert plain(french.day_list(days)) == "jeudi 1er, lundi 5 et mardi 6 octobre"
    assert plain(french.day_list(days[:1])) == "mardi 6 octobre"


def test_days_of_two_months_say_both() -> None:
    days = [on("lundi 2026-11-02"), on("jeudi 2026-10-29"), on("vendredi 2026-10-30")]
    assert plain(french.day_list(days)) == "jeudi 29 et vendredi 30 octobre, lundi 2 novembre"


def test_a_state_says_what_to_do() -> None:
    due = on("mardi 2026-12-01")
    paid = on("jeudi 2026-11-12")
    assert plain(french.state(InvoiceState.OPEN, due_on=due, paid_on=None)).startswith(
        "À payer au plus tard le mardi"
    )
    assert plain(french.state(InvoiceState.OVERDUE, due_on=due, paid_on=None)).startswith("En retard")
    assert (
        plain(french.state(InvoiceState.PAID, due_on=due, paid_on=paid)) == "Payée le jeudi 12 novembre 2026"
    )


def test_an_invoice_of_nothing_was_never_paid() -> None:
    due = on("mardi 2026-12-01")
    assert french.state(InvoiceState.PAID, due_on=due, paid_on=None) == "Rien à payer"


def test_a_difference_names_the_invoice_it_corrects() -> None:
    line = InvoiceLine(on("jeudi 2026-10-01"), "clara", "Clara", "c", "Cantine", 1, -345, Reason(""))
    assert plain(french.why(replace(line, corrects="2026-000042"))).startswith(
        "Corrige votre facture n° 2026-000042."
    )


def test_people_are_named_with_their_civility() -> None:
    assert parties.person(Person(Civility.MADAME, "Julie", "Testmp")) == "Madame Julie Testmp"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason("Tarif unique", explained=True), "Tarif unique."),
        (Reason("", explained=True), "Prix unique, le même pour toutes les familles."),
        (
            Reason("QF 700 à 1 099", explained=True, quotient_familial=812),
            "Votre quotient familial est de 812 : vous êtes dans la tranche « QF 700 à 1 099 ».",
        ),
        (
            Reason("QF 1 100 et plus", explained=True, without_quotient=True),
            "La mairie n’avait pas de justificatif de votre quotient familial ce mois-là : "
            "c’est le prix prévu dans ce cas (tranche « QF 1 100 et plus »).",
        ),
        (EFFORT, "Le prix est de 0,36 % de votre quotient familial, qui est de 750."),
        (
            replace(EFFORT, effort=StepCode.EFFORT_FLOOR),
            "Le prix est de 0,36 % de votre quotient familial, qui est de 750 ; "
            "c’est moins que le prix le plus bas, 2,70 €, qui s’applique donc.",
        ),
        (
            replace(EFFORT, effort=StepCode.EFFORT_CEILING),
            "Le prix est de 0,36 % de votre quotient familial, qui est de 750 ; "
            "c’est plus que le prix le plus haut, 2,70 €, qui s’applique donc.",
        ),
        (
            Reason("Tarif A", explained=True, adjustments=("2e enfant", "habitants")),
            "Tarif A. Le règlement y applique : 2e enfant et habitants.",
        ),
        (Reason("QF C"), "Prix fixé quand vous avez validé la réservation. Tranche « QF C »."),
        (Reason(""), "Prix fixé quand vous avez validé la réservation."),
    ],
)
def test_a_price_is_explained(reason: Reason, sentence: str) -> None:
    assert plain(french.reason(reason, 270)) == sentence


def test_how_to_pay_says_until_when_and_where() -> None:
    ways = french.how_to_pay(issuer_of(a_commune()), due_on=on("mardi 2026-12-01"), online=None)
    assert plain(ways[0]) == "Cette facture est à payer au plus tard le mardi 1er décembre 2026."
    assert plain(ways[1]) == (
        "Auprès de la régie : Mairie, service enfance, 1 place de la Mairie, 00000 Lisse. "
        "Du lundi au vendredi de 9 h à 12 h."
    )


@pytest.mark.parametrize(
    ("accepts", "said"),
    [
        ((), "de la régie : Mairie"),
        ((CounterMeans.CASH,), "de la régie, en espèces : Mairie"),
        ((CounterMeans.CASH, CounterMeans.CHEQUE), "de la régie, en espèces ou par chèque : Mairie"),
        (
            tuple(CounterMeans),
            "en espèces, par chèque, par chèque CESU, par chèques-vacances ANCV ou par virement :",
        ),
    ],
)
def test_how_to_pay_says_what_the_counter_takes(accepts: tuple[CounterMeans, ...], said: str) -> None:
    issuer = replace(issuer_of(a_commune()), accepts=accepts)
    ways = french.how_to_pay(issuer, due_on=on("mardi 2026-12-01"), online=None)
    assert said in plain(ways[-1])


ATTEMPT = Attempt("p1", "lisse", "testmp", "i1", "m", 4250, "R2026000001", paris("lundi 2026-11-02 18:00"))


@pytest.mark.parametrize("state", AttemptState)
def test_every_outcome_has_its_sentence_and_never_blames_the_parent(state: AttemptState) -> None:
    from functions.web.invoices.routes import _SHOWN

    said = french.payment_outcome(replace(ATTEMPT, state=state), state=_SHOWN[state], late=False)
    assert said.endswith((".", "!"))
    paid = "enregistré" in said
    assert paid == (state is AttemptState.PAID)
    if state is AttemptState.HELD:
        assert "refusé" not in said and "Ne payez pas une seconde fois" in said


def test_what_was_paid_twice_is_kept_for_the_family() -> None:
    twice = replace(ATTEMPT, state=AttemptState.PAID, credited_cents=4250)
    assert "42,50 € sont gardés en avoir" in plain(french.payment_outcome(twice, state="paid", late=False))


def test_an_invoice_is_never_called_a_titre() -> None:
    ways = french.how_to_pay(issuer_of(a_commune()), due_on=on("mardi 2026-12-01"), online="payfip")
    words = " ".join([*ways, *french.PAYMENT_SENTENCES.values()]).casefold()
    assert "titre" not in words and "avis des sommes" not in words
    assert french.OTHERWISE.startswith("À défaut de paiement")


def test_a_regie_paid_at_its_bank_does_not_speak_of_the_treasurys_page() -> None:
    ways = french.how_to_pay(issuer_of(a_commune()), due_on=on("mardi 2026-12-01"), online="payzen")
    assert "la banque de la régie" in ways[1] and "PayFiP" not in " ".join(ways)


def test_a_shared_childs_line_says_the_familys_part() -> None:
    [line] = lines_owed(
        a_family(),
        [a_month("clara", "2026-10", {(6, "restauration"): a_booking(345)})],
        children={"clara": replace(CLARA, sharing=(SIXTY,))},
        reglement=a_reglement(),
        called_off=NOTHING_OFF,
    )
    assert plain(french.why(line)).endswith("Votre part est de 60 %.")


def test_an_instalment_says_what_it_is_a_part_of() -> None:
    line = InvoiceLine(
        on("mercredi 2026-09-30"),
        "clara",
        "Clara",
        "cantine",
        "Cantine",
        1,
        4500,
        Reason(""),
        None,
        LineKind.FLAT,
    )
    assert french.what(line.service_name, line.kind) == "Cantine, versement"
    assert plain(french.why(line)).startswith("Une part de ce que l’année coûte")
    assert "Prix fixé" not in french.why(line)
