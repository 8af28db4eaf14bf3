"""`python -m infra.families erase|requests`: see `docs/guides/demandes-sur-les-donnees.md`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from functions import wiring
from functions.domain.families.family import Family
from functions.domain.families.file_corrections import RequestKind
from functions.domain.privacy.erasure import NotErasable
from functions.french.families.corrections import field_label
from functions.french.privacy.erasing_words import obstacle_sentence, what_goes, what_stays
from functions.french.words.dates import date_full
from functions.storage.families import erasures, requests
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family, preview_erasure
from infra.families.naming import Refused, family_named

BY = "command:families"


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families erase", description="Effacer une famille, sauf ses pièces comptables."
    )
    made.add_argument("--commune", required=True)
    made.add_argument("--family", required=True, help="son numéro, son identifiant ou le début de son nom")
    made.add_argument("--apply", action="store_true", help="sans cela, dire seulement ce qui serait effacé")
    return made


def erase(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    commune, family = options.commune, family_named(options.commune, options.family)
    today = communes.commune(commune).day_of(wiring.now())
    if family.merged_into:
        raise Refused(
            f"Ce dossier a été réuni à un autre ({family.merged_into}) : c’est celui-là qui s’efface."
        )
    if family.erased_on is None:
        try:
            data = preview_erasure(commune, family.id, now=wiring.now())
        except NotErasable as refused:
            raise Refused(
                "\n".join([*map(obstacle_sentence, refused.obstacles), "Rien n’a été effacé."])
            ) from None
        yield (
            f"Famille {family.name} ({family.id}). Seraient effacés :"
            if not options.apply
            else f"Famille {family.name} ({family.id}). Effacés :"
        )
        yield from (f"- {line}" for line in what_goes(data, today=today))
        yield "Restent :"
        yield from (f"- {line}" for line in what_stays(data))
    elif erasures.begun(commune, family.id) is None:
        yield f"Cette famille a été effacée le {date_full(family.erased_on)} : il n’y a rien à faire."
        return
    else:
        yield f"L’effacement de cette famille, commencé le {date_full(family.erased_on)}, n’est pas allé au bout."
    if not options.apply:
        yield "Rien n’a été effacé. Avec --apply, c’est fait, et cela ne se défait pas."
        return
    asked = ErasureAsked(commune, family.id, BY, wiring.now())
    erase_family(asked)
    yield "C’est fait."


def requests_parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families requests", description="Ce que les familles demandent à la mairie."
    )
    made.add_argument("--commune", required=True)
    return made


def list_requests(options: Namespace) -> Iterator[str]:
    """What waits for the town, oldest first."""
    waiting = [stored.value for stored in requests.open_requests(options.commune)]
    found = read(keys.family(options.commune, one.family) for one in waiting)
    town = communes.commune(options.commune)
    for one in waiting:
        file = found.get(keys.family(options.commune, one.family), Family)
        name = file.value.name if file is not None else one.family
        asked = f"{date_full(town.day_of(one.at))} : {name} ({one.family})"
        if one.kind is RequestKind.ERASURE:
            yield f"{asked} demande à être effacée ; une réponse lui est due dans le mois."
        for each in one.corrections:
            label = field_label(each.field)
            yield f"{asked} corrige {label} : « {each.before} » devient « {each.after} »."
    if not waiting:
        yield "Aucune demande en attente."
