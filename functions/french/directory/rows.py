"""A family in a list, in the words of a town hall."""

from functions.domain.directory.directory_line import LoginsState
from functions.domain.directory.family_filter import Lack
from functions.domain.directory.new_family import Double, DoubleReason

LOGINS: dict[LoginsState, str] = {
    LoginsState.WITHOUT_ADDRESS: "sans adresse e-mail",
    LoginsState.TO_INVITE: "à inviter",
    LoginsState.INVITED: "invitée",
    LoginsState.EXPIRED: "invitation expirée",
    LoginsState.ACTIVE: "compte ouvert",
}

LACKS: dict[Lack, str] = {
    Lack.FILE: "dossier incomplet (pièces)",
    Lack.QUOTIENT: "quotient familial inconnu",
    Lack.QUOTIENT_OLD: "quotient familial de plus d’un an",
}


def double_sentence(double: Double) -> str:
    """Which family it is, and what it has in common with the new one."""
    where = f", {double.street}" if double.street else ""
    if double.reason is DoubleReason.SAME_CHILD:
        return f"La famille {double.name}{where} a déjà cet enfant : mêmes prénom, nom et date de naissance."
    return f"La famille {double.name}{where} a déjà cette adresse e-mail."
