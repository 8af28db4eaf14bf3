"""A quotient that a parent told, before an agent answers."""

from datetime import date, timedelta

from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced


def counts_later(wished: date, since: date) -> list[str]:
    """Why another day is offered than the one that the family read on its proof; nothing where it is that one."""
    if since == wished:
        return []
    until = date_full(since - timedelta(days=1))
    return [
        spaced(
            f"La famille écrit « à partir du {date_full(wished)} », mais elle est facturée jusqu’au {until} : "
            f"il compterait à partir du {date_full(since)}."
        )
    ]
