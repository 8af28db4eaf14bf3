"""`python -m infra.families access`: who acts for a family, and ending it. See `docs/guides/suivre-les-familles.md`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from uuid import uuid4

from functions import wiring
from functions.domain.accounts.invitation_state import InvitationState
from functions.domain.families.guardians import same_address
from functions.french.families.access import STATES, ended_sentence
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.read_people import Person, people_in
from infra.families.naming import Refused, family_named

BY = "command:families"


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families access",
        description="Voir qui a accès à une famille, et mettre fin à un accès.",
    )
    made.add_argument("--commune", required=True)
    made.add_argument("--family", required=True, help="son numéro, son identifiant ou le début de son nom")
    made.add_argument(
        "--end", metavar="ADRESSE", help="mettre fin à l’accès de cette personne : son adresse e-mail"
    )
    made.add_argument("--apply", action="store_true", help="sans cela, dire seulement ce qui serait fait")
    return made


def access(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    family = family_named(options.commune, options.family)
    people = people_in(options.commune, family.id, now=wiring.now())
    if options.end is None:
        yield f"Famille {family.name} ({family.id}) :"
        yield from (f"- {told(one)}" for one in people)
        if not people:
            yield "- personne"
        return
    person = _named(people, options.end)
    if person.state is InvitationState.ENDED:
        yield f"{name_of(person)} n’a déjà plus accès à la famille {family.name}."
        return
    yield f"Famille {family.name} ({family.id}) : {told(person)}."
    if not options.apply:
        yield "Rien n’a été fait. Avec --apply, son accès est terminé."
        return
    asked = EndAccess(options.commune, family.id, person.id, BY, uuid4().hex, wiring.now())
    done = end_access(asked)
    yield ended_sentence(login=done.login, invitation=done.invitation)


def told(person: Person) -> str:
    where = f" ({person.email})" if person.email else ""
    gone = "" if person.in_file else " ; votre fichier ne le nomme plus"
    return f"{name_of(person)}{where} : {STATES[person.state]}{gone}"


def name_of(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip() or person.id or "sans nom"


def _named(people: list[Person], wanted: str) -> Person:
    """By an address of theirs, or by the id of a login. Raises Refused."""
    found = [
        one
        for one in people
        if one.id and (one.id == wanted or any(same_address(e, wanted) for e in one.emails))
    ]
    if len(found) != 1:
        raise Refused(
            f"Personne de cette famille n’a l’adresse « {wanted} ». Sans --end, la commande dit qui y a accès."
        )
    return found[0]
