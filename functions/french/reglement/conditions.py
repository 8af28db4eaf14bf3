"""What a town asks of a booking, and what it bills of absences, as the règlement page says them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, CarenceFrom, Proof
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.french.reglement.limits import until
from functions.french.words.dates import NO_BREAK, date_hour, every_weekday, listing
from functions.french.words.money import euros

_NEEDS = {
    Need.COMPLETE_FILE: "un dossier complet",
    Need.HEALTH_SHEET: "la fiche sanitaire de l’enfant, complète",
    Need.ACCEPTED_REGLEMENT: "le règlement accepté",
    Need.ENROLMENT: "une inscription acceptée par la mairie",
}
PROOFS = {
    Proof.NONE: "sans justificatif",
    Proof.SELF_DECLARATION: "avec une attestation sur l’honneur",
    Proof.CERTIFICATE: "avec un certificat médical",
}


def condition_sentences(reglement: Reglement, service: Service) -> list[str]:
    """Nothing when nothing is asked."""
    asked = service.conditions
    return [*_week_sentences(asked), *_together_sentences(reglement, asked), *_child_sentences(asked)]


def absence_sentences(policy: AbsencePolicy | None) -> list[str]:
    """What a missed day costs."""
    if policy is None:
        return ["Toute absence est facturée."]
    sentences = []
    if policy.declare_until is not None:
        sentences.append(f"L’absence se signale {until(policy.declare_until)}.")
    if policy.free_reasons:
        sentences.append(f"Ne sont pas facturés : {listing(list(policy.free_reasons))}.")
    sentences += [_absence_case(case) for case in policy.cases]
    if policy.credit_delay_months:
        months = f"{policy.credit_delay_months}{NO_BREAK}mois"
        sentences.append(f"La déduction paraît sur la facture {months} plus tard.")
    return sentences


def broken_sentence(reglement: Reglement, broken: Broken, lacking: Sequence[str] = ()) -> str:
    """Why a line of the basket cannot be validated, and what would do. `lacking`: papers without which the file is not complete."""
    name = reglement.service(broken.service).name
    number = broken.number or 0
    match broken.code:
        case BrokenCode.TOO_FEW_DAYS:
            return f"{name} : réservez au moins {_days(number)} cette semaine-là."
        case BrokenCode.TOO_MANY_DAYS:
            return f"{name} : pas plus de {_days(number)} cette semaine-là."
        case BrokenCode.NOT_A_PATTERN:
            weeks = " ou ".join(every_weekday(pattern) for pattern in broken.patterns)
            return f"{name} : la semaine se réserve {weeks}."
        case BrokenCode.EXCLUDED:
            other = reglement.service(broken.other).name
            return f"« {name} » et « {other} » ne se réservent pas le même jour : choisissez l’un des deux."
        case BrokenCode.REQUIRED:
            return f"{name} demande de réserver aussi {reglement.service(broken.other).name} ce jour-là."
        case BrokenCode.TOO_YOUNG:
            return f"{name} accueille les enfants à partir de {number}{NO_BREAK}ans."
        case BrokenCode.TOO_OLD:
            return f"{name} accueille les enfants jusqu’à {number}{NO_BREAK}ans."
        case BrokenCode.OTHER_CLASS:
            return f"{name} est réservé à d’autres classes."
        case BrokenCode.RESIDENTS_ONLY:
            return f"{name} est réservé aux habitants."
        case BrokenCode.NEED if broken.other == Need.ACCEPTED_REGLEMENT:
            return f"{name} : acceptez d’abord le règlement de la commune."
        case BrokenCode.NEED if broken.other == Need.COMPLETE_FILE and lacking:
            return f"{name} demande un dossier complet. Il manque : {', '.join(lacking)}. « Mon dossier » mène à ce qui manque."
        case BrokenCode.NEED if broken.other == Need.HEALTH_SHEET:
            return f"{name} demande la fiche sanitaire de l’enfant, complète et acceptée par la mairie. « Mon dossier » y mène."
        case BrokenCode.NEED:
            return f"{name} demande {_NEEDS[Need(broken.other)]}. Contactez la mairie."
        case BrokenCode.UNPAID:
            return f"{name} : des factures restent à payer ({euros(number)}). Réglez-les, ou contactez la mairie."


def _week_sentences(asked: ServiceConditions) -> list[str]:
    sentences = []
    if asked.min_days_a_week:
        less = asked.min_days_with_holiday
        holiday = f" ({_days(less)} s’il y a un jour férié)" if less is not None else ""
        sentences.append(f"Au moins {_days(asked.min_days_a_week)} par semaine{holiday}.")
    if asked.max_days_a_week is not None:
        sentences.append(f"Pas plus de {_days(asked.max_days_a_week)} par semaine.")
    if asked.week_patterns:
        weeks = " ou ".join(every_weekday(pattern) for pattern in asked.week_patterns)
        sentences.append(f"À la semaine : {weeks}.")
    return sentences


def _together_sentences(reglement: Reglement, asked: ServiceConditions) -> list[str]:
    said = (
        (asked.excludes, "Pas le même jour que"),
        (asked.requires, "Seulement avec"),
        (asked.comes_with, "Réservé en même temps que"),
    )
    return [
        f"{words} : {listing([reglement.service(code).name for code in codes])}."
        for codes, words in said
        if codes
    ]


def _child_sentences(asked: ServiceConditions) -> list[str]:
    sentences = []
    if asked.age_from is not None and asked.age_to is not None:
        sentences.append(f"De {asked.age_from} à {asked.age_to}{NO_BREAK}ans.")
    elif asked.age_from is not None:
        sentences.append(f"À partir de {asked.age_from}{NO_BREAK}ans.")
    elif asked.age_to is not None:
        sentences.append(f"Jusqu’à {asked.age_to}{NO_BREAK}ans.")
    if asked.classes:
        sentences.append(f"Pour les classes : {listing(list(asked.classes))}.")
    if asked.residents_only:
        sentences.append("Pour les habitants seulement.")
    if asked.needs:
        sentences.append(f"Il faut {listing([_NEEDS[need] for need in asked.needs])}.")
    if asked.unpaid_over_cents is not None:
        sentences.append(
            f"Plus de réservation au-delà de {euros(asked.unpaid_over_cents)} de factures en retard."
            if asked.unpaid_over_cents
            else "Pas de réservation tant qu’une facture est en retard."
        )
    return sentences


def word_sentence(reglement: Reglement) -> str:
    """What a parent's word of honour is for: « Facultatif. Restauration scolaire : absence avec une attestation sur l’honneur : les 2
    premiers jours restent facturés. » Empty where no service takes one."""
    services: dict[str, list[str]] = {}
    for service in reglement.services:
        for case in () if service.absence is None else service.absence.cases:
            if case.proof is Proof.SELF_DECLARATION:
                services.setdefault(_absence_case(case), []).append(service.name)
    said = [f"{listing(names)}. {sentence}" for sentence, names in services.items()]
    return " ".join(["Facultatif.", *said]) if said else ""


def _absence_case(case: AbsenceCase) -> str:
    proof = PROOFS[case.proof]
    if case.within_hours is not None:
        whole_days, rest = divmod(case.within_hours, 24)
        delay = f"{case.within_hours}{NO_BREAK}heures" if rest or whole_days <= 3 else _days(whole_days)
        proof += f" reçu sous {delay}"
    return f"Absence {proof}{_long_enough(case)} : {kept_phrase(case)}."


def _long_enough(case: AbsenceCase) -> str:
    return f", à partir de {_days(case.min_days)} de suite" if case.min_days > 1 else ""


def dated_case(case: AbsenceCase, began: datetime) -> str:
    """« avec un certificat médical reçu au plus tard mercredi 25 novembre au soir à minuit, rien n’est facturé », as an agent reads it, of an
    absence whose first day begins at `began`, on the town's clock."""
    proof = PROOFS[case.proof]
    if case.within_hours is not None:
        proof += (
            f" reçu au plus tard {date_hour(began + timedelta(hours=case.within_hours), today=began.date())}"
        )
    kept = kept_phrase(case, who_tells="la famille prévient")
    return f"{proof}{_long_enough(case)}, {kept}"


def kept_phrase(case: AbsenceCase, *, who_tells: str = "vous prévenez") -> str:
    """What stays billed of an absence that the case is about: « les 2 premiers jours restent facturés »."""
    if not case.carence_days:
        return "rien n’est facturé"
    if case.carence_from is CarenceFrom.NOTICE:
        remain = "reste facturé" if case.carence_days == 1 else "restent facturés"
        return f"{_days(case.carence_days)} {remain}, à compter de celui où {who_tells}"
    if case.carence_days == 1:
        return "le premier jour reste facturé"
    return f"les {case.carence_days} premiers jours restent facturés"


def _days(number: int) -> str:
    return f"{number}{NO_BREAK}jour{'s' if number > 1 else ''}"
