"""An agent decides on what a family said and sent about an absence. Until then, the portal takes it as true."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.domain.planning.declared_absence import (
    AbsenceMoved,
    AgentDecision,
    DeclaredAbsence,
    NotAccepted,
)
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import DECIDED, AbsenceAct, Written, change_absence


def decide_absence(
    act: AbsenceAct, absence: str, not_accepted: NotAccepted | None, *, seen: datetime
) -> Written:
    """Accept what the family said and sent (None), or say why it is not accepted: a mail then tells the family. `seen`: the
    `DeclaredAbsence.moved_at` that the agent read, so that no decision is about what came since.

    Raises NotFound, AbsenceMoved, Busy.
    """

    def decide(known: DeclaredAbsence) -> DeclaredAbsence:
        if known.moved_at != seen:
            raise AbsenceMoved
        return known.decided(AgentDecision(act.by, act.now, not_accepted))

    def tell(transaction: Transaction) -> None:
        if not_accepted is not None:
            data: dict[str, str | int] = {"absence": absence, "why": not_accepted.value}
            message = Message(new_id(act.now), MessageKind.ABSENCE_REFUSED, act.commune, act.family, data)
            outbox.add(transaction, message)

    request = ("decide", act.by, absence, not_accepted, seen)
    return change_absence(act, request, absence, decide, did=DECIDED, also=tell)
