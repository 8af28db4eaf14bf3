"""`python -m infra.families FILE`: read a list, say what it changes, and write exactly that. Run again, it doubles nothing."""

import hashlib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from functions import wiring
from functions.domain.accounts.account import FamilyRef, LoginFull
from functions.domain.accounts.invitation_state import (
    ASKED_AGAIN,
    CAN_BE_INVITED,
    AlreadyActive,
    InvitationState,
)
from functions.domain.errors import NotFound, Unavailable
from functions.domain.families.family import Family
from functions.domain.families.import_answers import Answers
from functions.domain.families.import_plan import FamilyPlan, ImportPlan
from functions.family_list.findings import BadSheet
from functions.family_list.reading import FamilyList, read_families
from functions.french.families.access import move_sentence
from functions.french.families.import_sentences import (
    by_hand_sentence,
    contradiction_sentence,
    erased_sentence,
    merged_sentence,
    named,
    plan_sentences,
    question_sentence,
    unreadable_sentence,
    why_away,
    zeros_sentence,
)
from functions.storage.families import families as stored_families
from functions.storage.town import communes
from functions.usecases.accounts.invite import invite
from functions.usecases.families.follow_guardians import InvitationMove, moves_of
from functions.usecases.families.plan_import import plan_import
from functions.usecases.families.read_people import people_of
from functions.usecases.families.register_family import as_registered
from functions.usecases.families.write_import import write_import
from infra.families.naming import Refused
from infra.french import counted

BY = "command:families"
PROGRESS_EVERY = 25
"""Families or invitations between two lines that say how far it is."""
MOST_NAMED = 20
"""Registered families, not in the list, that are named."""


def parser() -> ArgumentParser:
    made = ArgumentParser(prog="python -m infra.families")
    made.add_argument("file", type=Path)
    made.add_argument("--commune", required=True)
    made.add_argument("--apply", action="store_true", help="sans cela, dire seulement ce qui changerait")
    made.add_argument("--invite", action="store_true", help="inviter les parents qui ne l’ont pas encore été")
    made.add_argument(
        "--again", action="store_true", help="inviter aussi ceux qui n’ont pas ouvert leur compte depuis"
    )
    made.add_argument(
        "--same", nargs="+", action="extend", default=[], metavar="QUESTION", help="c’est le même enfant"
    )
    made.add_argument(
        "--other", nargs="+", action="extend", default=[], metavar="QUESTION", help="c’est un autre enfant"
    )
    made.add_argument(
        "--keep",
        nargs="+",
        action="extend",
        default=[],
        metavar="QUESTION",
        help="garder ce que dit le portail",
    )
    made.add_argument(
        "--take",
        nargs="+",
        action="extend",
        default=[],
        metavar="QUESTION",
        help="prendre ce que dit la liste",
    )
    made.add_argument("--reading", metavar="LECTURE", help="n’écrire que ce que cette lecture a montré")
    return made


def import_list(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    commune: str = options.commune
    listed = _read(commune, options.file)
    yield from listed.mended
    yield _summary(listed)
    answers = Answers(*map(frozenset, (options.same, options.other, options.keep, options.take)))
    plan = plan_import(commune, listed.families, answers, now=wiring.now())
    _check(plan, answers)
    told = list(_preview(commune, plan, options))
    yield from told
    if plan.questions or plan.asked_by_hand:
        raise Refused("Rien n’a été écrit : répondez d’abord.")
    reading = hashlib.sha256("\n".join([*listed.mended, *told]).encode()).hexdigest()[:6]
    if not options.apply:
        yield f"Rien n’a été écrit. Avec --apply, c’est fait ; avec --apply --reading {reading}, seulement si rien n’a changé d’ici là."
        return
    if options.reading is not None and options.reading != reading:
        raise Refused(
            "La liste ou les dossiers ont changé depuis cette lecture : relisez. Rien n’a été écrit."
        )
    moved: list[FamilyPlan] = []
    yield from _write(commune, plan, moved)
    if options.invite or options.again:
        written = [family.after.id for family in plan.families if family not in moved]
        yield from _invite(commune, written, again=options.again)
    if moved:
        raise Refused(
            "\n".join(
                f"{named(one.lines)} : son dossier a changé pendant l’import, rien n’en a été écrit. Relancez."
                for one in moved
            )
        )


def _read(commune: str, file: Path) -> FamilyList:
    today = communes.commune(commune).day_of(wiring.now())
    try:
        return read_families(file.read_bytes(), today=today, schools=_schools(commune))
    except OSError as problem:
        raise Refused(f"Ce fichier ne se lit pas : {problem.strerror}.") from None
    except BadSheet as refused:
        raise Refused("\n".join([*refused.problems, "Rien n’a été importé."])) from None


def _schools(commune: str) -> Mapping[str, str]:
    """None where no règlement is published yet."""
    try:
        return communes.reglement_now(commune).school_names
    except NotFound:
        return {}


def _summary(listed: FamilyList) -> str:
    children = sum(len(family.children) for family in listed.families)
    mails = sum(1 for family in listed.families for guardian in family.guardians if guardian.email)
    return (
        f"{counted(len(listed.families), 'famille')}, {counted(children, 'enfant')}, "
        f"{counted(mails, 'adresse de mail', 'adresses de mail')}."
    )


def _check(plan: ImportPlan, answers: Answers) -> None:
    """Raises Refused where something must be mended in the list, or answered, before anything may be written."""
    wrong = [zeros_sentence(lines, code) for lines, code in plan.zeros]
    wrong += [contradiction_sentence(first, second) for first, second in plan.contradictions]
    wrong += [
        f"{named(lines)} : elle a plus d’enfants ou de quotients qu’un dossier n’en contient."
        for lines in plan.full
    ]
    asked = plan.answered | {question.code for question in plan.questions}
    wrong += [
        f"Aucune question ne s’appelle {code} : la liste ou les dossiers ont changé, relisez."
        for code in sorted((answers.same | answers.other | answers.kept | answers.taken) - asked)
    ]
    wrong += [f"{code} est à la fois --same et --other." for code in sorted(answers.same & answers.other)]
    wrong += [f"{code} est à la fois --keep et --take." for code in sorted(answers.kept & answers.taken)]
    if wrong:
        raise Refused("\n".join([*wrong, "Rien n’a été importé."]))


def _preview(commune: str, plan: ImportPlan, options: Namespace) -> Iterator[str]:
    """All that would be written, and what the town must answer first."""
    moved: set[str] = set()
    yield from (erased_sentence(lines, day) for lines, day in plan.erased)
    yield from (merged_sentence(lines) for lines in plan.merged)
    yield from (unreadable_sentence(lines) for lines in plan.unreadable)
    told = [family for family in plan.families if family.tells]
    for family in told:
        moves = _moves(commune, family)
        moved |= {move.to for move in moves if move.to is not None}
        first, *others = plan_sentences(family)
        yield first
        yield from (f"  - {line}" for line in others)
        yield from (f"  - {move_sentence(move.email, move.to)}" for move in moves)
    same = len(plan.families) - len(told)
    if same:
        yield f"{counted(same, 'famille')} sans changement."
    if plan.unlisted:
        names = ", ".join(family.name for family in plan.unlisted[:MOST_NAMED])
        more = "…" if len(plan.unlisted) > MOST_NAMED else ""
        yield f"{counted(len(plan.unlisted), 'famille')} de la commune hors de cette liste, sans changement : {names}{more}."
    if options.invite or options.again:
        wanted = to_invite(commune, _as_they_will_be(plan), again=options.again)
        emails = dict.fromkeys(email for _, email in wanted if email not in moved)
        yield f"{counted(len(emails), 'invitation')} à envoyer{' : ' + ', '.join(emails) if emails else ''}."
    if plan.questions or plan.asked_by_hand:
        yield "Avant d’écrire, il faut répondre :"
        for question in plan.questions:
            yield f"  - {question_sentence(question)} Le même : --same {question.code} ; un autre : --other {question.code}."
        for family, one in plan.asked_by_hand:
            yield f"  - {by_hand_sentence(family, one)} Garder le portail : --keep {one.code} ; prendre la liste : --take {one.code}."
    elif not plan.changed:
        yield "Rien à changer."


def _write(commune: str, plan: ImportPlan, moved: list[FamilyPlan]) -> Iterator[str]:
    changed = plan.changed
    number = 0
    try:
        for family, done in write_import(commune, changed, why_away=why_away, by=BY, now=wiring.now()):
            number += 1
            if not done:
                moved.append(family)
            if number % PROGRESS_EVERY == 0 and number < len(changed):
                yield f"{number} familles sur {len(changed)}…"
    except Unavailable:
        raise Refused(
            f"La base ne répond plus, après {counted(number, 'famille')} sur {len(changed)}. "
            "Relancez la même commande : ce qui est fait n’est pas refait."
        ) from None
    registered = [family for family in plan.families if family not in moved]
    children = sum(len(family.children) for family in registered)
    yield f"Enregistrés : {counted(len(registered), 'famille')}, {counted(children, 'enfant')}."


def _invite(commune: str, ids: Iterable[str], *, again: bool) -> Iterator[str]:
    sent = 0
    registered = (stored_families.family(commune, one).value for one in ids)
    for ref, email in to_invite(commune, registered, again=again):
        try:
            invite(email, [ref], by=BY, now=wiring.now())
        except AlreadyActive:
            continue  # the parent opened a login since the list was read
        except LoginFull:
            yield f"{email} ouvre déjà autant de familles qu’un compte peut en ouvrir : pas d’invitation."
            continue
        sent += 1
        if sent % PROGRESS_EVERY == 0:
            yield f"{sent} invitations…"
    yield f"{counted(sent, 'invitation envoyée', 'invitations envoyées')}."


def to_invite(
    commune: str, families: Iterable[Family], *, again: bool = False
) -> Iterator[tuple[FamilyRef, str]]:
    """Each responsable's address that has no login and no invitation of use, with its family.

    `again`: also where an invitation is on its way, or failed. Whom the town has put out is invited by name alone
    (`infra/families/invitations.py`).
    """
    wanted = CAN_BE_INVITED - {InvitationState.ENDED} if again else ASKED_AGAIN
    for family in families:
        for person in people_of(commune, [family], now=wiring.now()):
            if person.email is not None and person.state in wanted:
                yield FamilyRef(commune, family.id), person.email


def _as_they_will_be(plan: ImportPlan) -> list[Family]:
    return [
        one.after if one.before is None else as_registered(one.after, one.before) for one in plan.families
    ]


def _moves(commune: str, family: FamilyPlan) -> list[InvitationMove]:
    """What the list does to invitations that wait."""
    if family.before is None:
        return []
    after = as_registered(family.after, family.before)
    return moves_of(commune, family.before, after, now=wiring.now())
