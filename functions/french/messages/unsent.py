"""Mails that did not leave, and addresses that receive none: what an agent reads, and what a parent does."""

from functions.domain.accounts.mail_standing import NoMailBecause
from functions.domain.messages import MessageKind

KINDS: dict[MessageKind, str] = {
    MessageKind.ACTIVATION: "invitation à créer un compte",
    MessageKind.ACCOUNT_CREATED: "confirmation d’un compte créé",
    MessageKind.PASSWORD_RESET: "lien pour changer de mot de passe",
    MessageKind.ADDRESS_CHANGE: "lien pour changer d’adresse",
    MessageKind.ADDRESS_CHANGED: "confirmation d’un changement d’adresse",
    MessageKind.PASSWORD_CHANGED: "confirmation d’un changement de mot de passe",
    MessageKind.PASSKEY_ADDED: "clé d’accès ajoutée",
    MessageKind.PASSKEY_REMOVED: "clé d’accès retirée",
    MessageKind.SECOND_FACTOR_SET: "confirmation d’une double vérification",
    MessageKind.SECOND_FACTOR_RESET: "double vérification remise à zéro",
    MessageKind.RECOVERY_CODE_USED: "code de secours utilisé",
    MessageKind.WRONG_CODES_GIVEN: "codes faux après le mot de passe",
    MessageKind.BOOKINGS_VALIDATED: "confirmation de réservations ou d’annulations",
    MessageKind.BOOKED_BY_TOWN: "réservation ou annulation faite par la mairie",
    MessageKind.OTHER_HOME_BOOKED: "réservation ou annulation de l’autre parent",
    MessageKind.PLACE_GIVEN: "place venue de la liste d’attente",
    MessageKind.WAITING_ENDED: "fin d’une attente",
    MessageKind.BOOKING_REQUEST_ANSWERED: "réponse à une demande",
    MessageKind.ABSENCE_DECLARED: "accusé de réception d’une absence",
    MessageKind.ABSENCE_REFUSED: "justificatif non accepté",
    MessageKind.BOOKING_REMINDER: "rappel avant une limite",
    MessageKind.CALLED_OFF: "service annulé, ou rétabli, par la mairie",
    MessageKind.CALLED_OFF_CHANGED: "familles à prévenir d’un service annulé ou rétabli",
    MessageKind.INVOICE_ISSUED: "nouvelle facture",
    MessageKind.PAYMENT_RECEIVED: "paiement reçu",
    MessageKind.HOLD_RELEASED: "réservations non payées rendues",
    MessageKind.PAYMENT_REJECTED: "paiement refusé par la banque",
    MessageKind.CREDIT_NOTE_ISSUED: "avoir",
    MessageKind.INVOICE_REMINDER: "rappel d’une facture",
    MessageKind.INVOICE_HANDED_OVER: "facture transmise au Trésor public",
    MessageKind.ACCESS_ENDED: "fin d’un accès à une famille",
    MessageKind.AGENT_APPOINTED: "accès d’un agent ouvert ou changé",
    MessageKind.AGENT_ENDED: "fin d’un accès d’agent",
    MessageKind.REGISSEUR_APPOINTED: "nouveau régisseur, annoncé aux autres",
    MessageKind.CORRECTION_ANSWERED: "réponse à des corrections du dossier",
    MessageKind.REQUEST_ANSWERED: "réponse à une question ou à un envoi",
    MessageKind.ANNOUNCEMENT_WRITTEN: "message à de nombreuses familles, à répartir",
    MessageKind.ANNOUNCEMENT: "message de la mairie à de nombreuses familles",
    MessageKind.ANNOUNCEMENT_TRIAL: "essai d’un message aux familles",
    MessageKind.ERASURE_ASKED: "demande de suppression, adressée à la mairie",
    MessageKind.MEAL_ORDER: "commande de repas, adressée au traiteur",
    MessageKind.MEAL_ORDER_WAITS: "commande de repas dont personne n’a dit l’avoir reçue",
    MessageKind.PLACES_FREED: "places libérées à donner",
    MessageKind.PLACES_CHANGED: "listes d’attente à revoir",
    MessageKind.PAGES_CHANGED: "pages à refaire",
    MessageKind.FILES_TO_ERASE: "fichiers d’une famille effacée",
    MessageKind.PUSH: "notification sur un appareil",
    MessageKind.DOCUMENT_DUE: "document à mettre en PDF",
}
"""What a message is about, in a list."""

_CAUSES = {
    "address_bounce": "Cette adresse ne reçoit pas nos messages : le dernier est revenu. Appelez cette famille ; une fois l’adresse corrigée, renvoyez.",
    "address_complaint": "La personne a classé un de nos messages comme indésirable. Appelez-la : si c’était une erreur, renvoyez.",
    "invalid_address": "Cette adresse ne peut recevoir aucun message. Corrigez-la dans le dossier, puis renvoyez.",
}
_LASTING = "Le service d’envoi n’a pas pris ce message, malgré plusieurs essais. Renvoyez-le, ou appelez."


def cause(code: str) -> str:
    """Why a message was given up, and what to do."""
    return _CAUSES.get(code, _LASTING)


def unreachable_sentence(why: NoMailBecause, file_email: str = "") -> str:
    """For the town: what happened, and what to do. `file_email`: the address that replaces it, once its owner has confirmed it."""
    if file_email:
        return (
            f"Le dossier dit maintenant {file_email}, que la personne doit confirmer : le message l’attend à cette adresse. "
            "D’ici là, appelez-la pour ce qui presse."
        )
    match why:
        case NoMailBecause.BOUNCE:
            return (
                "Cette adresse ne reçoit pas nos messages : le dernier est revenu. Demandez-en une autre à la personne "
                "et écrivez-la dans son dossier, ou réessayez si elle a vidé ou réparé sa boîte."
            )
        case NoMailBecause.COMPLAINT:
            return (
                "La personne a classé un de nos messages comme indésirable : plus rien ne lui est envoyé. "
                "Si c’était une erreur, réessayez."
            )


def own_address_sentence(why: NoMailBecause) -> str:
    """For whoever has the address, in their account."""
    match why:
        case NoMailBecause.BOUNCE:
            return "Cette adresse ne reçoit pas nos messages. Changez-la ci-dessous, ou réparez votre boîte et appelez la mairie."
        case NoMailBecause.COMPLAINT:
            return (
                "Vous avez classé un de nos messages comme indésirable : nous ne vous écrivons plus. "
                "Pour recevoir de nouveau nos messages, appelez la mairie."
            )
