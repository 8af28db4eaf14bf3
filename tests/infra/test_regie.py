"""`python -m infra.regie`: the régisseur's acts on the command line, told before and after."""

import codecs
import csv
import io
import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from functions import wiring
from functions.domain.regie.alerts import Alert, AlertKind
from functions.storage.invoices import invoices
from functions.storage.regie import alerts
from functions.storage.table.transaction import Transaction
from infra.regie.__main__ import _parser, main
from infra.regie.lists import COLUMNS
from infra.regie.sheets import inert
from tests.support import desk
from tests.support.builders import a_booking, a_family, a_month, paris, put_month, settle
from tests.support.desk import AFTER_REMINDERS, NOW, check_books
from tests.support.till import TOTAL, an_issued_invoice

NUMBER = "2026-000001"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    an_issued_invoice()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


class Command:
    """Runs a command and reads what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, status: int = 0) -> str:
        done = main([*arguments, "--commune", "lisse"])
        said = self._capsys.readouterr()
        assert done == status, said.err
        return (said.err if status else said.out).replace("\u00a0", " ").replace("\u202f", " ").strip()

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*arguments, "--json").splitlines()]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def pay(run: Command, *more: str) -> str:
    return run("payment", "--family", "testmp", "--amount", "42,50", "--means", "cash", *more)


def test_nothing_is_written_before_somebody_said_yes(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = run("payment", "--family", "testmp", "--amount", "42,50", "--means", "cash", status=1)
    assert refused == "Encaisser 42,50 € (espèces). Ajoutez --yes pour le faire : rien n’a été fait."
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "non")
    assert run("remind", status=1) == "Rien n’a été fait."
    assert desk.book() == []
    monkeypatch.setattr("builtins.input", lambda _: "Oui")
    assert pay(run).startswith("Reçu R2026-000001 : 42,50 €.")
    assert desk.book() == [TOTAL]


def test_a_payment_is_found_again_by_its_receipt_and_rejected(run: Command) -> None:
    assert pay(run, "--yes") == "Reçu R2026-000001 : 42,50 €.\n  facture 2026-000001 : 42,50 €"
    told = run("reject", "--family", "Test", "--payment", "R2026-000001", "--reason", "Faux billets", "--yes")
    assert told == "Rejet de 42,50 € enregistré. À nouveau dues : 2026-000001."
    account = run("account", "--family", "TESTMP")
    assert "Reçu R2026-000001 : 42,50 €, rejeté" in account and "reste 42,50 €" in account
    assert run(
        "reject", "--family", "testmp", "--payment", "R2026-000001", "--reason", "x", "--yes", status=1
    ) == ("Le rejet de ce paiement est déjà enregistré.")
    check_books()


def test_a_command_cut_off_is_sent_again_under_its_key(run: Command) -> None:
    assert pay(run, "--yes", "--key", "caisse-du-2-novembre") == pay(
        run, "--yes", "--key", "caisse-du-2-novembre"
    )
    assert desk.receipts() == [1]


def test_a_credit_note_names_lines_as_the_list_numbers_them(run: Command) -> None:
    [line] = run.json("lines", "--invoice", NUMBER)
    assert line == {"line": 1, "amount_cents": TOTAL, "credited_cents": 0}
    desk.issue_month("2026-09", 300)
    run("payment", "--invoice", NUMBER, "--amount", "42,50", "--means", "cash", "--yes")
    told = run("credit-note", "--invoice", NUMBER, "--line", "1=12,50", "--reason", "Erreur", "--yes")
    assert told.splitlines() == [
        "Avoir 2026-000003 : −12,50 € sur la facture 2026-000001.",
        "12,50 € étaient déjà payés : c’est maintenant l’avoir de la famille.",
    ]
    [refunded] = run.json("refund", "--family", "testmp", "--amount", "2,5", "--means", "cash", "--yes")
    assert (refunded["amount_cents"], refunded["left_cents"]) == (250, 1000)
    assert run("use-credit", "--family", "testmp", "--yes") == "3,00 € d’avoir utilisés ; il en reste 7,00 €."
    check_books()


@pytest.mark.parametrize(
    ("change", "total"), [("1=3", 3 * TOTAL), ("1=2x10,00", 2000), ("1=30,00", 3000), ("1=0,99", 99)]
)
def test_an_invoice_is_issued_again(run: Command, change: str, total: int) -> None:
    [done] = run.json("reissue", "--invoice", NUMBER, "--line", change, "--reason", "Erreur", "--yes")
    assert (done["credit_note_number"], done["number"], done["total_cents"]) == (
        "2026-000002",
        "2026-000003",
        total,
    )


def test_from_late_to_the_treasury(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("unpaid") == "0 facture, 0,00 €"
    for moment in (desk.FIRST_REMINDER, desk.LAST_REMINDER):
        monkeypatch.setattr(wiring, "now", lambda moment=moment: moment)
        assert run("remind", "--yes") == "Rappels envoyés : 1."
    monkeypatch.setattr(wiring, "now", lambda: AFTER_REMINDERS)
    assert "27 jours, 2 rappels, à transmettre" in run("unpaid")
    assert run("hand-over", "--invoice", NUMBER, "--yes") == "Au Trésor public : 1 facture, 42,50 €."
    header, row = csv.reader(io.StringIO(run("handed-over", "--csv")), delimiter=";")
    told = dict(zip(header, row, strict=True))
    assert tuple(header) == COLUMNS
    assert (told["Facture"], told["Dû"], told["Réglé"], told["Reste"]) == (NUMBER, "42,50", "0,00", "42,50")
    assert (told["Adresse"], told["Enfants"]) == ("3 rue des Tilleuls, 00000 Lisse", "Clara")
    assert (told["Échéance"], told["Rappels"], told["État"]) == ("01/12/2026", "2", "au Trésor public")
    assert run(
        "write-off", "--invoice", NUMBER, "--amount", "1", "--reason", "x", "--yes", status=1
    ).startswith("Cette facture a été transmise")


def test_the_regie_is_set(run: Command) -> None:
    assert run("collection") == (
        "30 jours pour payer, rappels 10 puis 25 jours après l’échéance, imputation : aucune."
    )
    changed = run("collection", "--reminders", "aucun", "--account-of", "mercredi=70632", "--yes")
    assert changed == "30 jours pour payer, aucun rappel, imputation : mercredi → 70632."
    assert run("collection", "--account-of", "mercredi=", "--account", "7067", "--yes") == (
        "30 jours pour payer, aucun rappel, imputation : 7067."
    )


def test_a_statement_is_signed_and_opened_in_a_spreadsheet(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay(run, "--yes")
    monkeypatch.setattr(wiring, "now", lambda: paris("mardi 2026-11-03 08:00"))
    told = run("statement", "--through", "2026-11-02", "--yes")
    assert "État des encaissements E2026-0001, jusqu’au lundi 2 novembre 2026" in told
    assert "Testmp : encaissement, Espèces, 2026-000001, R2026-000001" in told
    assert "Cumul précédent de l’année : 0,00 €\nCumul : 42,50 €" in told
    assert "Arrêté à la somme de quarante-deux euros et cinquante centimes." in told
    assert run("read-statement", "--number", "E2026-0001") == told
    assert run("statements") == "E2026-0001 jusqu’au 2026-11-02 : 1 ligne, 42,50 €".replace(" j", "  j")
    header, row = csv.reader(
        io.StringIO(run("read-statement", "--number", "E2026-0001", "--csv")), delimiter=";"
    )
    cells = dict(zip(header, row, strict=True))
    assert (cells["Montant"], cells["Mode"], cells["Reçu"]) == ("42,50", "Espèces", "R2026-000001")
    assert run("statement", "--through", "2026-11-02", "--yes", status=1).startswith("Un état arrête déjà")


@pytest.mark.parametrize("command", ["unpaid", "read-statement --number E2026-0001"])
def test_a_table_opened_by_a_double_click_has_its_accents(
    command: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`… --csv > f.csv`: a French spreadsheet takes a file without a byte-order mark for Windows-1252."""
    main(
        [
            "payment",
            "--family",
            "testmp",
            "--amount",
            "2,50",
            "--means",
            "cash",
            "--yes",
            "--commune",
            "lisse",
        ]
    )
    monkeypatch.setattr(wiring, "now", lambda: AFTER_REMINDERS)
    main(["statement", "--through", "2026-11-02", "--yes", "--commune", "lisse"])
    capfdbinary.readouterr()
    assert main([*command.split(), "--csv", "--commune", "lisse"]) == 0
    file = capfdbinary.readouterr().out
    assert file.startswith(codecs.BOM_UTF8)
    header, row = csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";")
    assert {"Débiteur", "Échéance"} <= {*header} or {"N°", "Reçu"} & {*header}
    assert len(header) == len(row)


@pytest.mark.parametrize("cell", ["=1+1", "-12", "+33", "@name"])
def test_a_name_is_no_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert("Clara") == "Clara"


def test_the_guide_tells_of_every_command() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "regie.md").read_text("utf-8")
    shown = [line.split() for line in guide.splitlines() if line.startswith("python -m infra.regie ")]
    commands = {words[3] for words in shown}
    parser = _parser()
    [choices] = [action.choices for action in parser._actions if action.choices]
    assert commands == set(choices)
    for words in shown:
        text = " ".join(words[3:])
        parser.parse_args(shlex.split(text))


def test_whom_it_means_must_be_certain(run: Command) -> None:
    settle(a_family("autre", name="Testmpoulin", children=()), ())
    settle(a_family("encore", name="Testard", children=()), ())
    assert run("account", "--family", "testmp").startswith("Famille Testmp (testmp)")
    assert "Plusieurs familles" in run("account", "--family", "test", status=1)
    assert "Aucune famille" in run("account", "--family", "Durand", status=1)
    assert "n’a pas de facture" in run("lines", "--invoice", "2026-000099", status=1)
    assert "n’a pas de facture" in run("lines", "--invoice", "quarante-deux", status=1)
    assert "d’une même famille" in run("hand-over", "--yes", status=1)


@pytest.mark.parametrize("amount", ["0", "-5", "1,234", "beaucoup"])
def test_a_sum_that_is_none_is_a_wrong_command(run: Command, amount: str) -> None:
    with pytest.raises(SystemExit) as left:
        run("payment", "--family", "testmp", f"--amount={amount}", "--means", "cash", "--yes")
    assert left.value.code == 2 and desk.book() == []


def test_a_credit_note_says_why(run: Command) -> None:
    refused = run("credit-note", "--invoice", NUMBER, "--reason", " ", "--yes", status=1)
    assert refused == "Dites pourquoi : la famille le lira."


def test_tomorrow_is_not_a_day_to_have_been_paid_on(run: Command) -> None:
    late = paris("mardi 2026-11-03 09:00").date().isoformat()
    refused = run(
        "payment", "--family", "testmp", "--amount", "1", "--means", "cash", "--date", late, "--yes", status=1
    )
    assert refused == "La date du paiement est dans le futur."


def test_a_month_is_looked_at_then_issued(run: Command) -> None:
    put_month(a_month("clara", "2026-09", {(1, "restauration"): a_booking()}))
    assert "2026-10 : octobre 2026, émise." in run("periods")
    seen = run("preview", "--period", "2026-09")
    assert "septembre 2026 : 1 facture, 3,45 € en tout." in seen
    assert run("issue", "--period", "2026-09", status=1).endswith(
        "Ajoutez --yes pour le faire : rien n’a été fait."
    )
    preview = seen.split()[1].rstrip(",")
    done = run("issue", "--period", "2026-09", "--preview", preview, "--yes")
    assert done == "1 facture émise, de 2026-000002 à 2026-000002 : 3,45 €."


def test_an_alert_is_read_with_what_to_do_and_leaves_the_list_once_closed(run: Command) -> None:
    assert run("alerts") == "Aucune alerte."
    [debt] = invoices.receivables("lisse", "testmp")
    transaction = Transaction()
    held = Alert("0" * 26, AlertKind.PAYMENT_HELD, NOW, "testmp", debt.invoice, "p", NUMBER, TOTAL, code="Q")
    alerts.raise_alert(transaction, "lisse", held)
    transaction.commit()
    said = run("alerts")
    assert "Paiement à vérifier" in said and "code Q" in said and held.id in said
    closing = ("close-alert", "--alert", held.id, "--note", "Vu avec la banque.")
    assert run(*closing, "--yes") == "Alerte close."
    assert run("alerts") == "Aucune alerte."
    assert "déjà traité" in run(*closing, "--yes", status=1)
