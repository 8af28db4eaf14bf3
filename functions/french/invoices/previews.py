"""What a preview marks, as the régisseur reads it."""

from functions.domain.billing.run_preview import Figures, Oddity, OddityCode
from functions.french.words.money import euros
from functions.french.words.spaces import spaced


def oddity(one: Oddity) -> str:
    """A sentence, after the family's name."""
    many = "" if one.count == 1 else "s"
    match one.code:
        case OddityCode.CHANGED:
            said = f"La facture a changé depuis l’aperçu précédent : {euros(max(one.cents, 0))}."
        case OddityCode.LARGE_FOR_FAMILY:
            said = f"{euros(one.cents)} : bien plus que d’habitude pour cette famille, environ {euros(one.usual_cents)}."
        case OddityCode.LARGE_FOR_TOWN:
            said = f"{euros(one.cents)} : très au-dessus des autres factures, le plus souvent {euros(one.usual_cents)}."
        case OddityCode.WITHOUT_QUOTIENT:
            said = f"Pas de quotient familial : {one.count} jour{many} au prix prévu dans ce cas."
        case OddityCode.NOTHING:
            said = f"{one.count} ligne{many} pour un total de 0 €."
        case OddityCode.UNATTENDED:
            said = f"{one.count} réservation{many} sans pointage, alors que d’autres enfants ont été pointés ce jour-là."
        case OddityCode.CREDITED:
            said = f"Les corrections dépassent ce qui est dû : {euros(-one.cents)} seront gardés en avoir pour la famille."
        case OddityCode.WAITS:
            said = f"{euros(one.cents)} : somme trop petite, reportée sur la prochaine facture."
        case OddityCode.NO_FILE:
            said = "Des réservations sont au nom d’une famille qui n’a plus de fiche : elles ne seront pas facturées."
        case OddityCode.NOT_WORKED_OUT:
            said = (
                "Ce qu’elle doit ne peut pas être calculé (calendrier scolaire inconnu, par exemple) : "
                "sa prochaine facture le demandera."
            )
    return spaced(said)


def summary(of: Figures) -> str:
    """« 212 factures, 14 320,50 € en tout. 3 familles attendront la suivante (8,40 €). »"""
    many = f"{of.count} {'facture' if of.count < 2 else 'factures'}, {euros(of.total_cents)} en tout."
    if of.waiting:
        who = "famille attendra" if of.waiting == 1 else "familles attendront"
        many += f" {of.waiting} {who} la prochaine facture ({euros(of.waiting_cents)})."
    if of.credited_cents:
        many += f" {euros(of.credited_cents)} seront gardés en avoir pour des familles."
    return spaced(many)
