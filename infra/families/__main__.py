"""`python -m infra.families FILE --commune C [--apply] [--invite | --again] …`: see `docs/guides/ouvrir-un-portail.md`.

`python -m infra.families export|erase|requests …`: see `docs/guides/demandes-sur-les-donnees.md`.
`python -m infra.families access|invitations|corrections …`: see `docs/guides/suivre-les-familles.md`.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator

from functions.domain.errors import NotFound
from functions.storage.town import communes
from infra.families import access, corrections, erasing, exporting, importing, invitations
from infra.families.naming import Refused

Act = Callable[[Namespace], Iterator[str]]

COMMANDS: dict[str, tuple[Act, Callable[[], ArgumentParser]]] = {
    "export": (exporting.export, exporting.parser),
    "erase": (erasing.erase, erasing.parser),
    "access": (access.access, access.parser),
    "corrections": (corrections.corrections, corrections.parser),
    "invitations": (invitations.invitations, invitations.parser),
    "requests": (erasing.list_requests, erasing.requests_parser),
}
"""Besides the import, which is given a file."""


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, and the error output says why. 2: wrong command."""
    if arguments[:1] and arguments[0] in COMMANDS:
        act, parser = COMMANDS[arguments[0]]
        return _told(act, parser().parse_args(arguments[1:]))
    return _told(importing.import_list, importing.parser().parse_args(arguments))


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
