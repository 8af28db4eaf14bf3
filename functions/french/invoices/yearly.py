"""The year of a family: its statement, and the certificate for the tax office."""

from datetime import date

from functions.domain.invoices.invoice import Issuer
from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced


def statement_title(year: int) -> str:
    return f"Relevé de l’année {year}"


def certificate_title(year: int) -> str:
    return f"Attestation fiscale {year}"


def certified(issuer: Issuer, year: int) -> str:
    return spaced(
        f"{issuer.regie}, {issuer.name}, atteste que cette famille a payé en {year}, "
        "pour la garde de ses enfants de moins de six ans :"
    )


def counted(year: int) -> list[str]:
    """What the amount holds and what it does not."""
    return [
        spaced(sentence)
        for sentence in (
            f"Sont comptés les enfants qui avaient moins de six ans le 1er\u00a0janvier {year}, "
            f"et ce qui a été payé du 1er\u00a0janvier au 31\u00a0décembre {year}, quel que soit le mois facturé.",
            "Seule la garde est comptée : ni les repas, ni les pénalités.",
            "Si votre employeur, la CAF ou un autre organisme a pris en charge une partie de ces frais, "
            "déduisez-la de ce que vous déclarez.",
            "Ces frais de garde relèvent de l’article 200 quater B du code général des impôts.",
        )
    ]


def certificate_state(year: int, *, today: date, any_child: bool, total_cents: int) -> str:
    """What the parent is told beside the amount."""
    if not any_child:
        return spaced(
            f"Aucun de vos enfants n’avait moins de six ans le 1er\u00a0janvier {year} : il n’y a rien à déclarer."
        )
    if today.year <= year:
        return spaced(
            f"L’année n’est pas finie : voici ce qui compte à ce jour. "
            f"Votre attestation sera disponible le 1er\u00a0janvier {year + 1}."
        )
    if not total_cents:
        return f"Rien n’a été payé pour leur garde en {year}."
    return spaced(
        "C’est la part de garde de ce que vous avez payé dans l’année. Les repas et les pénalités n’en font pas partie."
    )


def as_of(day: date) -> str:
    return f"arrêté au {date_full(day)}"


def drawn_up(day: date) -> str:
    return f"établie le {date_full(day)}"
