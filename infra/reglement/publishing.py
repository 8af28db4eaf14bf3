"""Comparing two règlements, and publishing one: what changes is shown first, and nothing is published unseen."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.reglement.reglement import Reglement
from functions.french.reglement.reglement_changes import Change, changes, moved_limits

SAME = "C’est le même règlement."
UNSEEN = "Rien ne change de ce que les familles lisent, ni des limites des {weeks} prochaines semaines."


def compared(old: Reglement, new: Reglement, first: date, weeks: int) -> Iterator[str]:
    """What families will read otherwise, then the limits of the coming weeks that move."""
    said = list(changes(old, new))
    moved = list(moved_limits(old, new, first, first + timedelta(weeks=weeks, days=-1)))
    if replace(old, version=new.version, accept_from=new.accept_from) == new:
        yield SAME
    elif not said and not moved:
        yield UNSEEN.format(weeks=weeks)
    for change in said:
        yield from _lines(change)
    if moved:
        yield f"Limites qui changent d’ici {weeks} semaines :"
        for change in moved:
            yield f"  {change.what} : {change.before} → {change.after}"


def publish(new: Reglement, options: Namespace) -> Iterator[str]:
    """Show what changes in the commune; with `--yes`, publish. Raises NotFound, and what `publish_reglement` refuses."""
    from functions.storage.town import communes
    from functions.usecases.town.publish_reglement import publish_reglement

    commune = communes.commune(options.commune)
    now = wiring.now()
    first = commune.day_of(now)
    try:
        head = communes.reglement_head(commune.id).value.reglement
    except NotFound:
        yield f"{commune.name} n’a pas encore de règlement."
    else:
        told = list(compared(communes.reglement(commune.id, head), new, first, options.weeks))
        yield from told
        if told == [SAME]:
            return
    if not options.yes:
        yield "Rien n’est publié. Pour publier, ajoutez --yes."
        return
    published = publish_reglement(commune.id, new, by=options.by, now=now)
    yield f"Publié : version {published.version} du règlement de {commune.name}."


def _lines(change: Change) -> Iterator[str]:
    yield f"{change.what}"
    if change.before is not None:
        yield f"  - {change.before}"
    if change.after is not None:
        yield f"  + {change.after}"
