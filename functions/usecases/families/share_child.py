"""Write down how two families agreed to share what they pay for a child."""

from dataclasses import replace
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.families.cost_sharing import Sharing, check_sharing
from functions.domain.families.family import Child, check_child
from functions.domain.journal import JournalLine
from functions.storage.families import children
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def share_child(commune: str, child: str, agreed: Sharing, *, by: str, key: str, now: datetime) -> Child:
    """Add the agreement to the child's file, and answer the file. `by`: an account.

    An earlier agreement that began the same day is replaced. If the agreement covers days that were invoiced already, each
    family's next invoice corrects them. Raises NotFound, SharingRefused, ChildFull, UnknownService, KeyReused, Busy.
    """
    done_key, request = keys.of_account(by, f"KEY#{key}"), ("sharing", commune, child, encode(agreed))

    def act() -> Child:
        if (earlier := idempotency.earlier_answer(done_key, request, Child)) is not None:
            return earlier
        known = read_one(keys.child(commune, child), Child)
        if known is None:
            raise NotFound
        file = known.value
        check_sharing(agreed, file.families)
        if agreed.by_service:
            before = {service for sharing in file.sharing for service in sharing.by_service}
            communes.reglement_now(commune).check_services(agreed.by_service, kept=before)
        kept = [sharing for sharing in file.sharing if sharing.since != agreed.since]
        shared = check_child(
            replace(file, sharing=tuple(sorted([*kept, agreed], key=lambda sharing: sharing.since)))
        )
        transaction = Transaction()
        if shared != file:
            children.put(transaction, Stored(known.key, shared, known.version))
            detail: dict[str, object] = {"child": child, "sharing": encode(agreed)}
            for family in file.families:
                line = JournalLine(new_id(now), "sharing_agreed", by, now, detail=detail)
                journal.add(transaction, commune, family, line)
        idempotency.remember(transaction, done_key, request, shared, now=now)
        transaction.commit()
        return shared

    return when_moved(act)
