"""A règlement back to its file: what is written there reads as the same règlement."""

from functions.domain.reglement.reglement import Reglement
from functions.reglement_file.toml import document
from functions.reglement_file.writing.calendar import written_calendar, written_service
from functions.reglement_file.writing.tariffs import written_tariff
from functions.reglement_file.writing.values import unless


def write(reglement: Reglement) -> str:
    """The file of `reglement`, without its version."""
    calendar = written_calendar(reglement.calendar)
    return document(
        {
            "zone": reglement.zone.value,
            "timezone": reglement.timezone,
            **unless("basket_minutes", reglement.basket_minutes, None),
            **({"calendar": calendar} if calendar else {}),
            "tariffs": [written_tariff(tariff, reglement.school_names) for tariff in reglement.tariffs],
            "services": [written_service(service) for service in reglement.services],
        }
    )
