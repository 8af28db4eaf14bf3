"""What a service is called on a screen and in a mail."""

from functions.domain.reglement.reglement import Reglement, UnknownService


def service_name(reglement: Reglement, code: str) -> str:
    """A line may wait in a basket, or a child for a place, for a service that the town has since given up."""
    try:
        return reglement.service(code).name
    except UnknownService:
        return "Service supprimé"
