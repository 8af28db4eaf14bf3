"""`python -m infra.families corrections`: what parents corrected, and the answer to it. See `docs/guides/suivre-les-familles.md`."""

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterator
from uuid import uuid4

from functions import wiring
from functions.domain.errors import NotFound, Refusal
from functions.domain.families.file_corrections import CorrectionState
from functions.domain.files.correction_answers import FieldNow
from functions.french import refusals
from functions.french.families.corrections import field_label, field_value, problem_sentence
from functions.french.words.dates import date_full
from functions.storage.families import requests
from functions.storage.town import communes
from functions.usecases.families.answer_file_corrections import CorrectionAct, answer_file_corrections
from functions.usecases.families.read_corrections import CorrectionsShown, corrections_page
from infra.families.naming import Refused

BY = "command:families"
ALL = "tout"


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families corrections",
        description="Lire ce que les parents ont corrigé dans leur dossier, et leur répondre.",
    )
    made.add_argument("--commune", required=True)
    made.add_argument("--answer", metavar="DEMANDE", help="l’identifiant de la demande à laquelle répondre")
    made.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="CHAMP",
        help=f"à reprendre dans le dossier ; « {ALL} » : tous",
    )
    made.add_argument(
        "--refuse",
        action="append",
        default=[],
        metavar="CHAMP",
        help=f"à laisser tel quel ; « {ALL} » : tous",
    )
    made.add_argument(
        "--resident",
        action=BooleanOptionalAction,
        help="à une adresse d’une autre ville : la famille habite la commune, ou non",
    )
    made.add_argument("--reason", default="", help="pourquoi : le parent le lira")
    return made


def corrections(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    if options.answer is None:
        yield from _listed(options.commune)
    else:
        yield from _answered(options)


def _listed(commune: str) -> Iterator[str]:
    town = communes.commune(commune)
    found = list(_waiting(commune))
    for one in found:
        asked = one.request
        yield f"{date_full(town.day_of(asked.at))} : {one.family_name} ({asked.family}), demande {asked.id}"
        yield from (f"- {line}" for line in _lines(one))
    if not found:
        yield "Aucune correction en attente."


def _waiting(commune: str) -> Iterator[CorrectionsShown]:
    after: str | None = None
    while True:
        page = corrections_page(commune, after=after)
        yield from page.requests
        if page.next is None:
            return
        after = page.next


def _lines(shown: CorrectionsShown) -> Iterator[str]:
    for seen in shown.fields:
        if seen.correction.state is CorrectionState.OPEN:
            yield _line(seen, shown.children)


def _line(seen: FieldNow, children: dict[str, str]) -> str:
    said = seen.correction
    label = field_label(said.field, children.get(said.subject, said.subject))
    before, after = (field_value(said.field, text) for text in (said.before, said.after))
    now = "" if seen.now is None else field_value(said.field, seen.now)
    moved = "" if now in (before, "") else f" ; le dossier dit aujourd’hui « {now} »"
    why = f" ({problem_sentence(seen.problem)})" if seen.problem is not None else ""
    return f"{said.field}, {label} : « {before} » → « {after} »{moved}{why}"


def _answered(options: Namespace) -> Iterator[str]:
    known = next(
        (
            one.value
            for one in requests.open_corrections(options.commune, after=None)
            if one.value.id == options.answer
        ),
        None,
    )
    if known is None:
        raise Refused("Aucune demande en attente n’a cet identifiant.")
    still = [one.field for one in known.corrections if one.state is CorrectionState.OPEN]
    accept = still if ALL in options.accept else options.accept
    refuse = still if ALL in options.refuse else options.refuse
    if not accept and not refuse:
        raise Refused("Dites ce qui est repris (--accept) et ce qui ne l’est pas (--refuse).")
    if set(accept) & set(refuse):
        raise Refused("Un même champ ne peut pas être repris et refusé.")
    act = CorrectionAct(
        options.commune,
        known.family,
        known.id,
        accept,
        refuse,
        options.reason,
        BY,
        uuid4().hex,
        wiring.now(),
        options.resident,
    )
    try:
        taken, request = answer_file_corrections(act)
    except NotFound:
        raise Refused("Aucune demande en attente n’a cet identifiant.") from None
    except Refusal as refused:
        raise Refused(refusals.sentence(refused.code, refused.data)) from None
    yield from (f"Repris : {field}." for field in taken.accepted)
    yield from (f"Refusé : {field}." for field in taken.refused)
    yield from (f"Laissé : {field}. {problem_sentence(problem)}" for field, problem in taken.failed)
    if taken.accepted or taken.refused:
        yield "Le parent est prévenu par mail. Reportez ce qui est repris dans votre logiciel : le prochain import fait foi."
    if not any(one.state is CorrectionState.OPEN for one in request.corrections):
        yield "Cette demande est close."
