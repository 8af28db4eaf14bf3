"""Documents to download: the names of their files, and what is said while they are made."""

from functions.french.words.spaces import spaced


def invoice_file(number: str) -> str:
    """A sober name, in ASCII: `facture-2026-000042.pdf`."""
    return f"facture-{number}.pdf"


def credit_note_file(number: str) -> str:
    return f"avoir-{number}.pdf"


def receipt_file(number: str) -> str:
    return f"recu-{number}.pdf"


def statement_file(year: int) -> str:
    return f"releve-{year}.pdf"


def certificate_file(year: int) -> str:
    return f"attestation-fiscale-{year}.pdf"


def being_made() -> str:
    return spaced("Le PDF est en préparation : il sera prêt dans moins d’une minute.")
