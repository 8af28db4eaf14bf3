"""Letters about what a family and its town write to each other. They say that an answer waits, never what it says."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.domain.requests.threads import Thread, ThreadKind
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one


def _answered(message: Message, now: datetime) -> Letter | None:
    """None where somebody wrote since: the town, and that has a mail of its own, or the family, who has read the answer."""
    commune, family = family_of(message)
    stored = read_one(keys.thread(commune, family, text(message, "request")), Thread)
    if stored is None or stored.value.last != text(message, "message"):
        return None
    account, town = account_of(message), town_of(message)
    begun_by_town = stored.value.kind is ThreadKind.FROM_TOWN
    return Letter(
        account.email,
        "town_wrote" if begun_by_town else "request_answered",
        {
            "first_name": account.first_name,
            "town": town.name,
            "link": family_link("/espace/demandes/", message, id=stored.value.id),
        },
        (town,),
    )


LETTERS: dict[MessageKind, Write] = {MessageKind.REQUEST_ANSWERED: _answered}
