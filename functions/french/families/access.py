"""Invitations and access, in the words of a town hall."""

from datetime import date

from functions.domain.accounts.invitation_state import InvitationState
from functions.french.words.dates import date_weekday

STATES: dict[InvitationState, str] = {
    InvitationState.WITHOUT_ADDRESS: "sans adresse e-mail à son nom",
    InvitationState.TO_INVITE: "à inviter",
    InvitationState.INVITED: "invitation envoyée",
    InvitationState.EXPIRED: "invitation expirée",
    InvitationState.FAILED: "en échec : le mail n’a pas pu être remis",
    InvitationState.ACTIVE: "actif",
    InvitationState.ENDED: "accès terminé",
}


def mail_alert(*, silent: bool) -> str:
    """A mark beside the name: of who receives nothing any more."""
    return "ne reçoit plus nos messages" if silent else ""


def address_sentences(
    first_name: str,
    email: str | None,
    *,
    file_email: str | None,
    proposed_until: date | None,
    active: bool,
    silent: bool,
) -> list[str]:
    """To which address of a responsable the mails go, where that is not plain from the file."""
    if file_email is None:
        if not silent:
            return []
        if active:
            return ["Demandez-lui une autre adresse et écrivez-la ici : un mail la lui fera confirmer."]
        return ["Demandez-lui une autre adresse, écrivez-la ici, puis invitez."]
    told = [f"Nos messages vont à {email}, l’adresse de son compte. Le dossier dit {file_email}."]
    if proposed_until is None:
        told.append(
            f"{first_name} ne l’a pas confirmée : d’ici là, elle ne sert pas. Un mail peut le lui demander."
        )
    else:
        told.append(
            f"Un mail est parti à {file_email} : elle servira dès que {first_name} l’aura confirmée avec son mot de passe, "
            f"au plus tard le {date_weekday(proposed_until)}. Mot de passe perdu ? Mettez fin à son accès, puis invitez de nouveau."
        )
    return told


def ended_sentence(*, login: bool, invitation: bool) -> str:
    """What became of somebody's access, for who ended it. It tells nothing of the families that they have elsewhere."""
    if login:
        return (
            "L’accès est terminé, y compris sur son téléphone et dans son agenda, et la personne en est prévenue par mail. "
            "Ce que la famille a réservé et payé reste. Si ce compte suit une autre famille, il la garde ; "
            "sinon il n’ouvre plus rien. Pour revenir en arrière, invitez la personne de nouveau."
        )
    if invitation:
        return "L’invitation est retirée : son lien n’ouvre plus cette famille."
    return "Cette personne n’a plus accès à la famille, et les imports ne l’inviteront pas."


def move_sentence(email: str, to: str | None) -> str:
    """What a corrected list does to an invitation that nobody has used yet."""
    if to is None:
        return f"L’invitation envoyée à {email} est retirée : son lien n’ouvre plus cette famille."
    return f"L’invitation envoyée à {email} est retirée ; une autre part à {to}."


def counts_sentence(families: int, mails: int, waiting: int, without_address: int, silent: int = 0) -> str:
    """What inviting again those who have opened nothing would do."""
    if not families:
        return "Toutes les familles ont ouvert leur compte."
    told = [
        "Une famille n’a pas encore ouvert son compte."
        if families == 1
        else f"{families} familles n’ont pas encore ouvert leur compte."
    ]
    if mails:
        told.append("Une invitation partira." if mails == 1 else f"{mails} invitations partiront.")
    if waiting:
        told.append(
            "Une personne a une invitation encore valable : elle n’en recevra pas d’autre."
            if waiting == 1
            else f"{waiting} personnes ont une invitation encore valable : elles n’en recevront pas d’autre."
        )
    if silent:
        told.append(
            "Une adresse ne reçoit plus nos e-mails : appelez cette famille."
            if silent == 1
            else f"{silent} adresses ne reçoivent plus nos e-mails : appelez ces familles."
        )
    if without_address:
        told.append(
            "Une famille n’a pas d’adresse e-mail : une lettre peut la lui demander."
            if without_address == 1
            else f"{without_address} familles n’ont pas d’adresse e-mail : une lettre peut la leur demander."
        )
    return " ".join(told)
