"""Roles in words: what each is called, and what it may do."""

from collections.abc import Iterable

from functions.domain.agents.staff import Appointment, Role
from functions.domain.reglement.reglement import Reglement
from functions.french.words.dates import date_long, listing

LABELS: dict[Role, str] = {
    Role.SECRETARY: "secrétariat",
    Role.REGISSEUR: "régie",
    Role.CHILDCARE: "périscolaire",
    Role.KITCHEN: "cuisine",
    Role.ADMINISTRATOR: "administration",
}

MAY: dict[Role, str] = {
    Role.SECRETARY: "Répond aux familles, tient les dossiers, réserve pour elles, écrit les actualités. Lit les factures.",
    Role.REGISSEUR: "Facture, encaisse, rend les comptes de la régie. Lit les dossiers et les demandes.",
    Role.CHILDCARE: "Voit les listes du jour et pointe les présences.",
    Role.KITCHEN: "Voit les repas à préparer, les régimes et les menus.",
    Role.ADMINISTRATOR: "Nomme les agents, lit le journal, annule un service. Lit le reste, sans toucher à la régie.",
}


def named(roles: Iterable[Role]) -> str:
    """« secrétariat et régie »."""
    return listing([LABELS[role] for role in roles])


def place_names(reglement: Reglement) -> dict[str, str]:
    """What the codes of an appointment's schools and services are called."""
    return reglement.school_names | {service.code: service.name for service in reglement.services}


def terms(appointment: Appointment, names: dict[str, str]) -> str:
    """Until when and where. `names`: of the schools and services, by code; empty where there is nothing to say."""
    codes = (*appointment.scope.schools, *appointment.scope.services)
    said = []
    if appointment.until is not None:
        said.append(f"Jusqu’au {date_long(appointment.until)} compris.")
    if codes:
        said.append(f"Seulement : {listing([names.get(code, code) for code in codes])}.")
    return " ".join(said)
