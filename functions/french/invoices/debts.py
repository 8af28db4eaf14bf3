"""What happened to a debt, as a parent and a régisseur read it."""

from datetime import date

from functions.domain.invoices.invoice import Issuer
from functions.domain.invoices.receivable import EntryKind, LedgerEntry
from functions.domain.town.counter_means import CounterMeans
from functions.french.words.dates import date_long
from functions.french.words.spaces import spaced

ONLINE = {
    "card": "Carte bancaire, par PayFiP",
    "direct_debit": "Prélèvement, par PayFiP",
    "bank_card": "Carte bancaire, en ligne",
}
COUNTER = {
    "cash": "Espèces",
    "cheque": "Chèque",
    "cesu": "Chèque CESU",
    "ancv": "Chèques-vacances ANCV",
    "transfer": "Virement",
}
AT_THE_COUNTER = {
    CounterMeans.CASH: "en espèces",
    CounterMeans.CHEQUE: "par chèque",
    CounterMeans.CESU: "par chèque CESU",
    CounterMeans.ANCV: "par chèques-vacances ANCV",
    CounterMeans.TRANSFER: "par virement",
}
WRITE_OFFS = {"grace": "Remise accordée par la commune", "irrecoverable": "Somme abandonnée par la commune"}


def means(code: str | None) -> str:
    """How something was paid: online where nobody knows better."""
    return (ONLINE | COUNTER).get(code or "", "Paiement en ligne")


def received_by(issuer: Issuer) -> str:
    return spaced(
        f"Encaissé par : {issuer.regie}, {issuer.name}. Gardez ce document : il prouve votre paiement."
    )


def entry(what: LedgerEntry, *, means_code: str | None, day: date) -> str:
    """« Chèque, le jeudi 12 novembre 2026 (reçu R2026-000042) »; `means_code` of a payment."""
    on = f"le {date_long(day)}"
    match what.kind:
        case EntryKind.PAYMENT:
            said = f"{means(means_code)}, {on}{f' (reçu {what.number})' if what.number else ''}"
        case EntryKind.REJECTED:
            said = f"Paiement refusé par la banque, {on}"
        case EntryKind.CREDIT_NOTE:
            said = f"Avoir n° {what.number}, {on}"
        case EntryKind.CREDIT_USED:
            said = f"Avoir de votre famille utilisé, {on}"
        case EntryKind.CREDITED:
            said = f"Somme déjà payée, gardée en avoir pour votre famille, {on}"
        case EntryKind.WRITE_OFF:
            said = f"{WRITE_OFFS.get(what.means, WRITE_OFFS['grace'])}, {on}"
    return spaced(f"{said} : {what.reason.rstrip('.')}" if what.reason else said)
