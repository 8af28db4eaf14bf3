"""An agent decides on what a family said and sent about an absence. Until then, the portal takes it as true."""

from dataclasses import replace

from functions.domain.messages import Message, MessageKind
from functions.domain.planning.declared_absence import AgentDecision, DeclaredAbsence, NotAccepted
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct, Written, change_absence


def decide_absence(act: AbsenceAct, absence: str, not_accepted: NotAccepted | None) -> Written:
    """Accept what the family sent (None), or say why it is not accepted: a mail then tells the family. Raises
    NotFound, Busy."""

    def decide(known: DeclaredAbsence) -> DeclaredAbsence:
        return replace(known, decision=AgentDecision(act.by, act.now, not_accepted))

    def tell(transaction: Transaction) -> None:
        if not_accepted is not None:
            data: dict[str, str | int] = {"absence": absence, "why": not_accepted.value}
            message = Message(new_id(act.now), MessageKind.ABSENCE_REFUSED, act.commune, act.family, data)
            outbox.add(transaction, message)

    request = ("decide", act.by, absence, not_accepted)
    return change_absence(act, request, absence, decide, did="absence_decided", also=tell)
