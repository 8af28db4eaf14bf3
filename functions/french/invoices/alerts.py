"""An alert as the régisseur reads it: what happened, and what to do."""

from functions.domain.regie.alerts import Alert, AlertKind
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

TITLES = {
    AlertKind.PAYMENT_HELD: "Paiement à vérifier",
    AlertKind.PAID_BEYOND: "Payé en trop",
    AlertKind.FAILED_AFTERWARDS: "Paiement annulé par la banque",
    AlertKind.FORGED: "Notification falsifiée",
}


def sentence(alert: Alert) -> str:
    asked = euros(alert.amount_cents)
    about = f"Facture {alert.number}, paiement de {asked}"
    match alert.kind:
        case AlertKind.PAYMENT_HELD:
            return spaced(f"{about} : {_held(alert)} La facture n’est pas marquée payée. {_LOOK}")
        case AlertKind.PAID_BEYOND:
            beyond = euros(alert.reported_cents or 0)
            return spaced(
                f"{about} : {beyond} n’étaient plus dus. C’est devenu un avoir de la famille, qui servira à sa "
                "prochaine facture, ou que vous pouvez rembourser."
            )
        case AlertKind.FAILED_AFTERWARDS:
            return spaced(
                f"{about} : la banque l’avait accepté, puis dit qu’il n’a pas abouti (code {alert.code}). "
                "La facture est encore marquée payée : vérifiez votre relevé, puis enregistrez le rejet."
            )
        case AlertKind.FORGED:
            return spaced(
                f"{about} : un message a été envoyé au nom de la banque sans sa signature. Il n’a rien changé. "
                "S’il en vient d’autres, prévenez la personne qui gère le portail."
            )


_LOOK = "Cherchez ce paiement dans l’espace du Trésor public ou de la banque, puis enregistrez-le ou prévenez la famille."


def _held(alert: Alert) -> str:
    if alert.reported_cents is not None and alert.reported_cents != alert.amount_cents:
        return f"la réponse parle de {euros(alert.reported_cents)}, une autre somme que celle demandée."
    return f"la réponse ne se comprend pas (code {alert.code or 'absent'})."
