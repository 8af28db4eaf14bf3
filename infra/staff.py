"""`python -m infra.staff --commune C --email E --role regisseur`: say what somebody may do for a commune. See `docs/regie.md`."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date

from functions import wiring
from functions.domain.accounts.account import AddressUnmailable, Login
from functions.domain.agents.staff import Appointment, Role, Scope
from functions.domain.errors import NotFound, Refusal
from functions.domain.families.family import Civility
from functions.french.refusals import sentence
from functions.storage.accounts import accounts
from functions.storage.agents import staff as staffs
from functions.storage.table.reading import read_one
from functions.storage.town import communes
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login
from functions.usecases.agents.work_here import checked
from functions.usecases.second_factor.reset_factor import reset_factor

BY = "command:staff"


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, and the error output says why. 2: wrong command."""
    options = _parser().parse_args(arguments)
    try:
        communes.commune(options.commune)
    except NotFound:
        print(f"La commune « {options.commune} » n’existe pas.", file=sys.stderr)
        return 1
    try:
        account = _account(options)
    except AddressUnmailable as refused:
        print(sentence(refused.code, refused.data), file=sys.stderr)
        return 1
    if account is None:
        print(
            "Aucun compte ne s’ouvre avec cette adresse. Pour l’ouvrir, ajoutez --civility, --first-name et --last-name.",
            file=sys.stderr,
        )
        return 1
    if options.reset_factor:
        there_was = reset_factor(account, by=BY, now=wiring.now())
        print(
            "Double vérification remise à zéro : la prochaine connexion enregistre un téléphone."
            if there_was
            else "Aucune double vérification n’était en place."
        )
        return 0
    roles = tuple(Role(name) for name in dict.fromkeys(options.role or ()))
    scope = Scope(tuple(options.school or ()), tuple(options.service or ()))
    act = AppointingAct(options.commune, account, BY, wiring.now())
    try:
        appointment = Appointment(roles, options.until, scope)
        if roles:
            appointment = checked(options.commune, appointment, now=act.now)
        appoint_agent(act, appointment)
    except Refusal as refused:
        print(sentence(refused.code, refused.data), file=sys.stderr)
        return 1
    known = staffs.staff(options.commune).value.appointments.get(account)
    held = () if known is None else known.roles
    print(f"Droits à {options.commune} : {', '.join(held) or 'aucun'}.")
    return 0


def _account(options: Namespace) -> str | None:
    login = read_one(accounts.login_key(options.email), Login)
    if login is not None:
        return login.value.account
    if not (options.role and options.civility and options.first_name and options.last_name):
        return None
    account = open_agent_login(
        options.email,
        civility=Civility(options.civility),
        first_name=options.first_name,
        last_name=options.last_name,
        by=BY,
        now=wiring.now(),
    )
    print("Compte ouvert : la personne choisit son mot de passe avec « J’ai oublié mon mot de passe ».")
    return account


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m infra.staff", description="Donner ou retirer à quelqu’un des droits dans une commune."
    )
    parser.add_argument("--commune", required=True)
    parser.add_argument("--email", required=True, help="l’adresse de son compte")
    act = parser.add_mutually_exclusive_group()
    act.add_argument(
        "--role",
        action="append",
        choices=[role.value for role in Role],
        help="peut être répété ; sans aucun, tous les droits sont retirés",
    )
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar="2026-11-20", help="le dernier jour, pour un remplacement"
    )
    parser.add_argument(
        "--school", action="append", help="code d’une école : périscolaire et cuisine n’y voient que celle-là"
    )
    parser.add_argument("--service", action="append", help="code d’un service, de même")
    act.add_argument(
        "--reset-factor",
        action="store_true",
        help="téléphone perdu : remettre tout de suite la double vérification à zéro, sans toucher aux droits",
    )
    new = parser.add_argument_group("si la personne n’a pas encore de compte")
    new.add_argument("--civility", choices=[each.value for each in Civility])
    new.add_argument("--first-name")
    new.add_argument("--last-name")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
