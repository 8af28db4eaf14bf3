"""What importing a list of families would change, in the words of a town hall."""

from collections.abc import Sequence
from datetime import date

from functions.domain.families.family import Child, Civility, Family, Guardian
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.domain.families.file_changes import FieldChange, GuardianChange, Value
from functions.domain.families.hand_marks import GUARDIANS
from functions.domain.families.import_plan import (
    ChildAway,
    ChildPlan,
    Doubt,
    FamilyPlan,
    Known,
    Leaving,
    Question,
)
from functions.domain.families.kept_by_hand import KeptByHand
from functions.french.words.dates import date_full, listing
from functions.french.words.file_words import OF_CHILD, OF_FAMILY, OF_PERSON, QUOTIENT
from functions.french.words.parties import CIVILITIES

_FIELDS = {
    **OF_FAMILY,
    **OF_PERSON,
    **OF_CHILD,
    "quotient": QUOTIENT,
    "since": "compté depuis",
    "email": "e-mail",
    "birth_date": "naissance",
}
_KNOWN = {
    Known.NUMBER: "reconnu par son numéro",
    Known.NAME: "le même enfant, écrit autrement",
    Known.CONFIRMED: "le même enfant, d’après votre réponse",
    Known.RETURNS: "revient dans la famille",
    Known.NEW: "",
}


def named(lines: FamilyLines) -> str:
    return f"Famille {lines.code} ({lines.name})"


def person(child: Child | ChildLine) -> str:
    return f"{child.first_name} {child.last_name} ({_value(child.birth_date)})"


def plan_sentences(plan: FamilyPlan) -> list[str]:
    """All that would change of a family; the first sentence names it."""
    if plan.before is None:
        return [
            _new_family(plan),
            *(_child(child) for child in plan.children if child.known is not Known.NEW),
        ]
    told = [_change(change) for change in plan.fields()]
    told += [_guardian(change) for change in plan.guardians()]
    told += [_child(child) for child in plan.children if _tells(child, plan)]
    told += [_by_hand(one) for one in plan.by_hand if not one.asked and not one.taken]
    told += [f"{person(one)}, ajouté dans le portail, reste dans la famille." for one in plan.added]
    told += [_leaving(leaving) for leaving in plan.leaving]
    told += [_away(away) for away in plan.away]
    if plan.leaving and any(child.known is Known.NEW for child in plan.children):
        told.append(
            "Un enfant quitte la famille, un autre arrive : est-ce bien cela, et non un nom corrigé ?"
        )
    if plan.guardians_change_places:
        told.append("L’ordre des responsables change.")
    if plan.order_changes:
        told.append("L’ordre des enfants, de l’aîné au plus jeune, change.")
    return [f"{named(plan.lines)} :", *told]


def question_sentence(question: Question) -> str:
    """The question, which is answered by « le même enfant » or « un autre »."""
    where = f"Ligne {question.line.line}, {named(question.lines)[0].lower()}{named(question.lines)[1:]}"
    line, child = person(question.line), person(question.child)
    if question.doubt is Doubt.IN_FAMILY:
        return (
            f"{where} : {line} et {child}, déjà dans la famille, est-ce le même enfant ? "
            "Sinon, un enfant quitte la famille, un autre arrive."
        )
    if not question.families:
        return f"{where} : {line} et {child}, qui n’est plus dans aucune famille, est-ce le même enfant ?"
    homes = listing([_home(family) for family in question.families])
    return (
        f"{where} : {line} porte le nom d’un enfant de la famille {homes}. Est-ce le même enfant, dont les parents vivent séparés, "
        "ou un autre ?"
    )


def by_hand_sentence(plan: FamilyPlan, one: KeptByHand) -> str:
    """A question, which is answered by what stays."""
    if one.field == GUARDIANS:
        return (
            f"{named(plan.lines)} : les responsables ont été changés dans le portail le {_value(one.at.date())}, "
            "et votre liste en dit d’autres qu’avant."
        )
    return (
        f"{named(plan.lines)} : {_of_field(one)} a été changé dans le portail le {_value(one.at.date())} en {_quoted(one.kept)}, "
        f"et votre liste dit maintenant {_quoted(one.listed)}."
    )


def contradiction_sentence(first: ChildLine, second: ChildLine) -> str:
    return f"Ligne {second.line} : {person(second)} n’est pas écrit comme à la ligne {first.line}, pour le même enfant."


def zeros_sentence(lines: FamilyLines, code: str) -> str:
    return (
        f"Ligne {lines.line} : la famille « {lines.code} » n’est pas enregistrée, mais « {code} » l’est. Un tableur retire les zéros : "
        "écrivez le numéro comme avant, ou donnez-en un autre à cette famille."
    )


def erased_sentence(lines: FamilyLines, day: date) -> str:
    return (
        f"{named(lines)} : effacée le {date_full(day)}, elle n’est pas reprise. "
        "Si elle revient, donnez-lui un autre numéro."
    )


def merged_sentence(lines: FamilyLines) -> str:
    return (
        f"{named(lines)} : ce dossier a été réuni à un autre, dont la liste parle aussi. Seuls ses enfants sont lus : "
        "retirez ce numéro de votre logiciel."
    )


def unreadable_sentence(lines: FamilyLines) -> str:
    return f"{named(lines)} : son dossier, ou celui d’un de ses enfants, ne se lit pas. Rien n’en sera écrit : prévenez qui gère le portail."


def _by_hand(one: KeptByHand) -> str:
    if one.field == GUARDIANS:
        return (
            f"Les responsables restent ceux du portail, changés le {_value(one.at.date())} ; votre liste dit encore ceux d’avant. "
            f"Pour prendre la liste : --take {one.code}."
        )
    where = f"changé dans le portail le {_value(one.at.date())}"
    return (
        f"{_of_field(one)[0].upper()}{_of_field(one)[1:]} reste {_quoted(one.kept)}, {where} ; votre liste dit {_quoted(one.listed)}. "
        f"Pour prendre ce que dit la liste : --take {one.code}."
    )


def _of_field(one: KeptByHand) -> str:
    return f"{_FIELDS[one.field]} de {one.who}" if one.who else _FIELDS[one.field]


def _home(family: Family) -> str:
    """By its name and its responsables: the two families of a child may have one name."""
    return f"{family.name} ({listing([f'{one.first_name} {one.last_name}' for one in family.guardians])})"


def _new_family(plan: FamilyPlan) -> str:
    family = plan.after
    where = family.address
    address = ", ".join(part for part in (where.line1, where.line2, f"{where.postcode} {where.city}") if part)
    parts = [
        f"Nouvelle famille {plan.lines.code} ({plan.lines.name}) : {address}",
        family.phone,
        "" if family.resident else "hors commune",
        *(f"quotient familial {one.value} depuis le {_value(one.since)}" for one in family.quotients),
        f"responsables : {listing([_someone(one) for one in family.guardians])}",
    ]
    new = [_file(child.after) for child in plan.children if child.known is Known.NEW]
    parts += [f"enfants : {listing(new)}"] if new else []
    return " ; ".join(part for part in parts if part) + "."


def _tells(child: ChildPlan, plan: FamilyPlan) -> bool:
    arrives = plan.before is not None and child.after.id not in plan.before.children
    return child.known is Known.NEW or arrives or bool(child.changes())


def _child(child: ChildPlan) -> str:
    if child.before is None:
        return f"Un enfant arrive : {_file(child.after)}."
    joins = ", qui est aussi dans une autre famille," if child.joins and child.before.families else ""
    if child.joins:
        begins = f"Un enfant arrive : {person(child.before)}{joins} {_KNOWN[child.known]}"
    else:
        begins = f"{person(child.before)}, {_KNOWN[child.known]}"
    changes = _list(child.changes())
    return f"{begins} ; {changes}." if changes else f"{begins}."


def why_away(away: Sequence[ChildAway]) -> str:
    """« Dernier jour de Clara Testmp : 12 mars 2027. », as the family reads it."""
    days = [
        f"{name} de {each.child.first_name} {each.child.last_name} : {date_full(day)}."
        for each in away
        for name, day in (("Premier jour", each.child.first_day), ("Dernier jour", each.child.last_day))
        if day is not None
    ]
    return " ".join(days)


def _away(away: ChildAway) -> str:
    bounds = (("avant", away.child.first_day), ("après", away.child.last_day))
    outside = " ou ".join(f"{where} le {_value(day)}" for where, day in bounds if day is not None)
    several = away.bookings > 1
    return (
        f"{person(away.child)} : {away.bookings} réservation{'s' if several else ''} {outside} "
        f"{'seront annulées' if several else 'sera annulée'} sans frais, les places sont rendues, et la famille le lit dans un e-mail."
    )


def _leaving(leaving: Leaving) -> str:
    said = f"Un enfant quitte la famille : {person(leaving.child)}."
    if not leaving.bookings:
        return said
    several = leaving.bookings > 1
    return (
        f"{said} {leaving.bookings} réservation{'s' if several else ''} à venir {'restent' if several else 'reste'} à la charge de "
        f"la famille tant que personne ne {'les' if several else 'l’'}{' ' if several else ''}annule."
    )


def _guardian(change: GuardianChange) -> str:
    if change.before is None:
        assert change.after is not None, "somebody comes, leaves or is corrected"
        return f"Un responsable arrive : {_someone(change.after)}."
    if change.after is not None:
        return f"{_someone(change.before)} : {_list(change.fields())}."
    said = f"Un responsable quitte la famille : {_someone(change.before)}."
    if change.before.account is not None:
        said += " Son compte ouvre encore cette famille : l’import n’y met pas fin, c’est à vous de le faire."
    return said


def _someone(guardian: Guardian) -> str:
    mail = f" ({guardian.email})" if guardian.email else ""
    return f"{guardian.first_name} {guardian.last_name}{mail}"


def _file(child: Child) -> str:
    """A child who is new, with all that the list says."""
    more = [
        f"n° {child.number}" if child.number else "",
        f"école {child.school}" if child.school else "",
        f"classe {child.school_class}" if child.school_class else "",
    ]
    return ", ".join([person(child), *filter(None, more)])


def _change(change: FieldChange) -> str:
    return f"{_said(change)[0].upper()}{_said(change)[1:]}."


def _list(changes: Sequence[FieldChange]) -> str:
    return ", ".join(map(_said, changes))


def _said(change: FieldChange) -> str:
    name = _FIELDS[change.field]
    if change.field == "since":
        return f"{name} le {_value(change.after)}"
    return f"{name} : {_quoted(change.before)} → {_quoted(change.after)}"


def _quoted(value: Value) -> str:
    return "rien" if value is None or value == "" else f"« {_value(value)} »"


def _value(value: Value) -> str:
    match value:
        case Civility():
            return CIVILITIES[value]
        case bool():
            return "oui" if value else "non"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
