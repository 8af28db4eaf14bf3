"""What is still possible after a limit, and what it costs, as the règlement page says it."""

from functions.domain.reglement.deadline_rules import Late, LateMode, Surcharge
from functions.french.reglement.limits import until
from functions.french.reglement.tariff_lines import KINDS
from functions.french.words.dates import alternatives, listing
from functions.french.words.money import euros, percent


def late_sentence(late: Late, *, cancelling: bool = False) -> str:
    """« Ensuite, jusqu’à la veille à 9 h : possible avec une majoration de 1,00 €. »"""
    limit = f", {until(late.until)}" if late.until is not None else ""
    reasons = f", seulement pour : {alternatives(late.reasons)}" if late.reasons else ""
    cost = lateness_phrase(late.surcharge, cancelling=cancelling)
    match late.mode:
        case LateMode.SURCHARGE:
            how = f"possible{cost}"
        case LateMode.REQUEST:
            places = "" if cancelling else " selon les places"
            how = f"sur demande, la mairie décide{places}{_apart(cost)}"
        case LateMode.PHONE:
            how = f"par téléphone au {late.phone}{_apart(cost)}"
    return f"Ensuite{limit} : {how}{reasons}."


def lateness_phrase(surcharge: Surcharge | None, *, cancelling: bool) -> str:
    """What follows of being late: « avec une majoration de 1,00 € », or « , mais la moitié du prix reste due »; or nothing."""
    if surcharge is None:
        return ""
    if cancelling:
        due = due_phrase(surcharge)
        return f", mais {due}" if due else ""
    return f" {surcharge_phrase(surcharge)}"


def _apart(cost: str) -> str:
    return cost if cost.startswith(",") or not cost else f",{cost}"


def surcharge_phrase(surcharge: Surcharge) -> str:
    """« avec une majoration de 50 % et de 1,00 €, à partir de la 3e fois »."""
    parts = []
    if surcharge.percent == 100 and not surcharge.cents and surcharge.kind is None:
        return f"au double du prix{_how_often(surcharge)}"
    if surcharge.percent:
        parts.append(f"de {percent(surcharge.percent)}")
    if surcharge.cents:
        parts.append(f"de {euros(surcharge.cents)}")
    said = f"avec une majoration {listing(parts)}" if parts else ""
    if surcharge.kind is not None:
        said = f"au tarif « {KINDS.get(surcharge.kind, surcharge.kind)} »" + (f" {said}" if said else "")
    return f"{said}{_how_often(surcharge)}"


def due_phrase(surcharge: Surcharge) -> str:
    """What stays due of a day that is given back late: « 30 % du prix restent dus ». Empty: nothing does."""
    parts: list[tuple[str, str]] = []
    if surcharge.kind is not None:
        parts.append((f"le tarif « {KINDS.get(surcharge.kind, surcharge.kind)} »", "reste dû"))
    if surcharge.percent:
        share = {50: ("la moitié du prix", "reste due"), 100: ("le prix entier", "reste dû")}
        said = (f"{percent(surcharge.percent)} du prix", "restent dus")
        parts.append(next((words for exact, words in share.items() if surcharge.percent == exact), said))
    if surcharge.cents:
        parts.append((euros(surcharge.cents), "restent dus"))
    if not parts:
        return ""
    verb = parts[0][1] if len(parts) == 1 else "restent dus"
    return f"{listing([words for words, _ in parts])} {verb}{_from_nth(surcharge)}"


def _how_often(surcharge: Surcharge) -> str:
    month = " sur tout le mois" if surcharge.whole_month else ""
    return f"{month}{_from_nth(surcharge)}"


def _from_nth(surcharge: Surcharge) -> str:
    if surcharge.from_nth > 1:
        return f", à partir de la {surcharge.from_nth}e fois dans l’année scolaire"
    return ""
