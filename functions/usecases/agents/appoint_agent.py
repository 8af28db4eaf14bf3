"""Make an account an agent of a commune, change what it is there, or end it."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.accounts.account import Account
from functions.domain.agents.appointing import check_change, regisseurs_told
from functions.domain.agents.staff import Appointment, Staff
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.agents import staff as staffs
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class AppointingAct:
    """`by`: an account, or the name of the command. `tells`: by mail, whoever is concerned."""

    commune: str
    account: str
    by: str
    now: datetime
    tells: bool = True


def appoint_agent(act: AppointingAct, appointment: Appointment) -> None:
    """Let the account work for the commune as the appointment says, and no more as it did before.

    Without any role, it is no agent any more, from this instant on: each request reads it. Said again, nothing happens.
    Raises NotFound for an unknown commune or account, EndsOneself, LastAdministrator, TooManyAgents, Busy.
    """
    today = communes.commune(act.commune).day_of(act.now)
    if read_one(keys.account(act.account), Account) is None:
        raise NotFound

    def again() -> None:
        known = staffs.staff(act.commune)
        appointed = known.value.with_appointment(act.account, appointment)
        if appointed == known.value:
            return
        check_change(known.value, act.account, appointment, by=act.by)
        transaction = Transaction()
        staffs.put(transaction, act.commune, known, appointed)
        journal.add_to_commune(transaction, act.commune, _line(act, appointment))
        if act.tells:
            _tell(transaction, act, known.value, appointment, today)
        transaction.commit()

    when_moved(again)


def _line(act: AppointingAct, appointment: Appointment) -> JournalLine:
    detail: dict[str, object] = {
        "account": act.account,
        "roles": [role.value for role in appointment.roles],
        "until": appointment.until,
        "schools": list(appointment.scope.schools),
        "services": list(appointment.scope.services),
    }
    name = "agent_appointed" if appointment.roles else "agent_ended"
    return JournalLine(new_id(act.now), name, act.by, act.now, detail=detail)


def _tell(
    transaction: Transaction, act: AppointingAct, before: Staff, appointment: Appointment, today: date
) -> None:
    def mail(kind: MessageKind, account: str, **data: str) -> None:
        message = Message(new_id(act.now), kind, act.commune, None, {"account": account, **data})
        outbox.add(transaction, message)

    mail(MessageKind.AGENT_APPOINTED if appointment.roles else MessageKind.AGENT_ENDED, act.account)
    for regisseur in regisseurs_told(before, act.account, appointment, today=today):
        mail(MessageKind.REGISSEUR_APPOINTED, regisseur, appointed=act.account)
