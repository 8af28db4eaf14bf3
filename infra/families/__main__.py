"""`python -m infra.families FILE --commune C [--apply] [--invite | --again]`: see `docs/guides/ouvrir-un-portail.md`.

`python -m infra.families export|erase|requests …`: see `docs/guides/demandes-sur-les-donnees.md`.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from functions import wiring
from functions.domain.errors import NotFound
from functions.family_list.findings import BadSheet
from functions.family_list.reading import read_families
from functions.french.words.dates import date_full
from functions.storage.town import communes
from infra.families import erasing, exporting
from infra.families.importing import import_families, invite_parents
from infra.families.naming import Refused
from infra.french import counted

Act = Callable[[Namespace], Iterator[str]]

COMMANDS: dict[str, tuple[Act, Callable[[], ArgumentParser]]] = {
    "export": (exporting.export, exporting.parser),
    "erase": (erasing.erase, erasing.parser),
    "requests": (erasing.list_requests, erasing.requests_parser),
}
"""Besides the import, which is given a file."""


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, and the error output says why. 2: wrong command."""
    if arguments[:1] and arguments[0] in COMMANDS:
        act, parser = COMMANDS[arguments[0]]
        return _told(act, parser().parse_args(arguments[1:]))
    return _import(arguments)


def _told(act: Act, options: Namespace) -> int:
    try:
        communes.commune(options.commune)
        for line in act(options):
            print(line, flush=True)
    except NotFound:
        print(f"La commune « {options.commune} » n’existe pas.", file=sys.stderr)
        return 1
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def _import(arguments: list[str]) -> int:
    """0: done, or could be. 1: the file is refused, and the error output says why, line by line. 2: wrong command."""
    parser = ArgumentParser(prog="python -m infra.families")
    parser.add_argument("file", type=Path)
    parser.add_argument("--commune", required=True)
    parser.add_argument("--apply", action="store_true", help="sans cela, lire et vérifier seulement")
    parser.add_argument(
        "--invite", action="store_true", help="inviter les parents qui ne l’ont pas encore été"
    )
    parser.add_argument(
        "--again", action="store_true", help="inviter aussi ceux qui n’ont pas ouvert leur compte depuis"
    )
    options = parser.parse_args(arguments)
    try:
        today = communes.commune(options.commune).day_of(wiring.now())
        read = read_families(options.file.read_bytes(), today=today, schools=_schools(options.commune))
    except NotFound:
        print(f"La commune « {options.commune} » n’existe pas.", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"Ce fichier ne se lit pas : {problem.strerror}.", file=sys.stderr)
        return 1
    except BadSheet as refused:
        print(*refused.problems, "Rien n’a été importé.", sep="\n", file=sys.stderr)
        return 1
    print(*read.mended, sep="\n", end="\n" if read.mended else "")
    listed = read.families
    children = sum(len(family.children) for family in listed)
    mails = sum(1 for family in listed for guardian in family.guardians if guardian.email)
    print(
        f"{counted(len(listed), 'famille')}, {counted(children, 'enfant')}, "
        f"{counted(mails, 'adresse de mail', 'adresses de mail')}."
    )
    if not options.apply:
        print("Rien n’a été écrit. Avec --apply, ces familles sont enregistrées.")
        return 0
    done = import_families(options.commune, listed, now=wiring.now())
    for lines, day in done.erased:
        print(
            f"Famille {lines.code} ({lines.name}) : effacée le {date_full(day)}, elle n’est pas reprise. "
            "Si elle revient, donnez-lui un autre numéro."
        )
    print(f"Enregistrés : {counted(done.families, 'famille')}, {counted(done.children, 'enfant')}.")
    if options.invite or options.again:
        invited = invite_parents(options.commune, listed, again=options.again, now=wiring.now())
        print(f"{counted(invited, 'invitation envoyée', 'invitations envoyées')}.")
    return 0


def _schools(commune: str) -> Mapping[str, str]:
    """None where no règlement is published yet."""
    try:
        return communes.reglement_now(commune).school_names
    except NotFound:
        return {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
