"""`python -m infra.mails unreachable|try-again|unsent|send-again --commune COMMUNE`: mails that do not arrive, and those that did not leave.

See `docs/guides/que-faire-quand.md`.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from functions import wiring
from functions.domain.errors import NotFound, Refusal
from functions.french.messages.unsent import KINDS, cause, unreachable_sentence
from functions.french.refusals import sentence
from functions.french.words.dates import date_full, date_hour
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.town import communes
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.send_again import send_again
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.usecases.messages.unsent_mail_act import UnsentMailAct
from infra.french import counted

BY = "command:mails"
PARIS = ZoneInfo("Europe/Paris")
"""The clock of what concerns no commune."""

Run = Callable[[Namespace], Iterator[str]]


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, and the error output says why; nothing was changed. 2: wrong command."""
    options = _parser().parse_args(arguments)
    try:
        if options.commune is not None:
            communes.commune(options.commune)
    except NotFound:
        print(f"La commune « {options.commune} » n’existe pas.", file=sys.stderr)
        return 1
    try:
        for line in options.run(options):
            print(line, flush=True)
    except NotFound:
        print(options.missing, file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(sentence(refusal.code, refusal.data), file=sys.stderr)
        return 1
    return 0


def _unreachable(options: Namespace) -> Iterator[str]:
    broken: list[Key] = []
    clock = communes.commune(options.commune).clock
    found = list_unreachable(options.commune, unreadable=broken)
    for one in found:
        since = date_full(one.since.astimezone(clock).date())
        invited = "" if one.login else ", invitation sans compte ouvert"
        yield f"{one.first_name} {one.last_name}{invited}, famille {one.family_name} ({one.family}), depuis le {since}"
        yield f"  {one.email} : {unreachable_sentence(one.why)}"
    if not found:
        yield "Toutes les adresses reçoivent nos messages, à notre connaissance."
    if broken:
        yield f"{counted(len(broken), 'ligne')} illisible{'s' if len(broken) > 1 else ''} : voyez le journal."


def _try_again(options: Namespace) -> Iterator[str]:
    address = keys.keyed_hash(options.email)
    try_address_again(AddressTried(options.commune, options.family, address, BY, wiring.now()))
    yield "Le prochain message partira à cette adresse. S’il revient, elle reviendra dans la liste."


def _unsent(options: Namespace) -> Iterator[str]:
    broken: list[Key] = []
    clock = communes.commune(options.commune).clock if options.commune is not None else PARIS
    found = list(outbox.given_up(options.commune, unreadable=broken))
    for each in found:
        message = each.message.value
        family = f", famille {message.family}" if message.family is not None else ""
        yield f"[{message.id}] {KINDS[message.kind]}{family}{_at(each.at, clock)}"
        yield f"  {cause(each.cause)} ({each.cause}, {counted(each.tries, 'essai')})"
    if not found:
        yield "Aucun message n’a été abandonné."
    if broken:
        yield f"{counted(len(broken), 'message')} illisible{'s' if len(broken) > 1 else ''} : voyez le journal."


def _at(instant: datetime | None, clock: ZoneInfo) -> str:
    return "" if instant is None else f", abandonné le {date_hour(instant.astimezone(clock))}"


def _send_again(options: Namespace) -> Iterator[str]:
    """One, or all but those to an address that does not receive: these come back in the list at once."""
    chosen = (
        [options.mail]
        if options.mail is not None
        else [
            each.message.value.id
            for each in outbox.given_up(options.commune)
            if not each.cause.startswith("address_")
        ]
    )
    for name in chosen:
        now = wiring.now()
        send_again(UnsentMailAct(options.commune, name, BY, new_id(now), now))
    verb = "repart" if len(chosen) < 2 else "repartent"
    yield f"{counted(len(chosen), 'message')} {verb} dans la minute."


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m infra.mails",
        description="Les mails qui n’arrivent pas, et ceux qui ne sont pas partis.",
    )
    commands = parser.add_subparsers(required=True)

    def command(
        name: str, run: Run, explained: str, *, missing: str = "", of_commune: bool = True
    ) -> ArgumentParser:
        added: ArgumentParser = commands.add_parser(name, help=explained, description=explained)
        added.set_defaults(run=run, missing=missing)
        added.add_argument("--commune", required=of_commune)
        return added

    command("unreachable", _unreachable, "les personnes dont l’adresse ne reçoit pas nos messages")
    one = command(
        "try-again",
        _try_again,
        "écrire de nouveau à une adresse qui ne recevait pas",
        missing="Cette adresse n’est pas dans la liste de cette famille.",
    )
    one.add_argument("--family", required=True, help="son identifiant, entre parenthèses dans la liste")
    one.add_argument("--email", required=True)
    command(
        "unsent",
        _unsent,
        "les messages abandonnés ; sans --commune, ceux qui n’en concernent aucune",
        of_commune=False,
    )
    one = command(
        "send-again",
        _send_again,
        "renvoyer un message abandonné, ou tous",
        missing="Ce message n’est pas dans la liste, ou il est déjà reparti.",
        of_commune=False,
    )
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--mail", help="son identifiant, entre crochets dans la liste")
    which.add_argument("--all", action="store_true", help="tous, sauf à une adresse qui ne reçoit pas")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
