"""A family in a list, in the words of a town hall."""

from functions.domain.directory.directory_line import LoginsState
from functions.domain.directory.family_filter import Lack

LOGINS: dict[LoginsState, str] = {
    LoginsState.WITHOUT_ADDRESS: "sans adresse e-mail",
    LoginsState.TO_INVITE: "à inviter",
    LoginsState.INVITED: "invitée",
    LoginsState.EXPIRED: "invitation expirée",
    LoginsState.ACTIVE: "compte ouvert",
}

LACKS: dict[Lack, str] = {
    Lack.FILE: "dossier incomplet",
    Lack.QUOTIENT: "quotient familial inconnu",
    Lack.QUOTIENT_OLD: "quotient familial de plus d’un an",
}
