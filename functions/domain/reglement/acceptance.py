"""Whether a family is to accept the règlement: where some service asks for it, and what it accepted last is out of date."""

from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need


def is_asked(need: Need, reglement: Reglement) -> bool:
    """Whether some service asks for it."""
    return any(need in service.conditions.needs for service in reglement.services)


def is_acceptance_asked(reglement: Reglement) -> bool:
    return is_asked(Need.ACCEPTED_REGLEMENT, reglement)


def reglement_to_accept(reglement: Reglement, accepted: int) -> int | None:
    """The version to accept; None where nothing is. `accepted`: the family's last one."""
    if accepted >= reglement.accept_from or not is_acceptance_asked(reglement):
        return None
    return reglement.version
