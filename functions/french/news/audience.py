"""Whom an article concerns, in the names of the règlement."""

from functions.domain.news.article import NewsAudience
from functions.domain.reglement.reglement import Reglement


def concerned(audience: NewsAudience, reglement: Reglement | None) -> str:
    """« École Jules-Ferry, Restauration scolaire ». Empty for everybody, and where the town has none of them any more."""
    if reglement is None:
        return ""
    services = {service.code: service.name for service in reglement.services}
    schools = reglement.school_names
    names = [schools[code] for code in audience.schools if code in schools]
    names += [services[code] for code in audience.services if code in services]
    return ", ".join(names)
