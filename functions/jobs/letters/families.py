"""Letters about a family's file and about who acts for it. They name no child and tell no value of the file."""

from datetime import datetime

from functions.domain.families.file_corrections import CorrectionState, is_private
from functions.domain.messages import Message, MessageKind
from functions.french.families.corrections import field_label
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.settings import settings
from functions.storage.families import requests


def _access_ended(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "access_ended",
        {
            "first_name": account.first_name,
            "town": town.name,
            "link": f"{settings().origin}/espace/compte/",
        },
        (town,),
    )


def _correction_answered(message: Message, now: datetime) -> Letter | None:
    """As the request stands when the mail leaves: a second answer has a mail of its own."""
    commune, family = family_of(message)
    stored = requests.request(commune, family, text(message, "request"))
    if stored is None:
        return None
    account, town = account_of(message), town_of(message)
    by_state = {
        state: tuple(
            dict.fromkeys(field_label(one.field) for one in stored.value.corrections if one.state is state)
        )
        for state in CorrectionState
    }
    reasons = dict.fromkeys(
        one.reason
        for one in stored.value.corrections
        if one.state is CorrectionState.REFUSED
        and not is_private(one.field)  # it may speak of health or of means
    )
    is_of_login = any(one.field == "email" for one in stored.value.corrections)
    screen, path = ("mon compte", "/espace/compte/") if is_of_login else ("mon dossier", "/espace/dossier/")
    return Letter(
        account.email,
        "correction_answered",
        {
            "first_name": account.first_name,
            "mine": message.data["account"] == stored.value.by,
            "town": town.name,
            "accepted": ", ".join(by_state[CorrectionState.ACCEPTED]),
            "refused": ", ".join(by_state[CorrectionState.REFUSED]),
            "reasons": " ; ".join(reasons),
            "open": ", ".join(by_state[CorrectionState.OPEN]),
            "screen": screen,
            "link": family_link(path, message),
        },
        (town,),
    )


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ACCESS_ENDED: _access_ended,
    MessageKind.CORRECTION_ANSWERED: _correction_answered,
}
