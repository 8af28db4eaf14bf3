"""Make an account an agent of a commune, change the agent's roles, or take them away."""

from datetime import datetime

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Appointment
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.storage.agents import staff as staffs
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def appoint_agent(commune_id: str, account: str, appointment: Appointment, *, by: str, now: datetime) -> None:
    """Let the account work for the commune as the appointment says, and no more as it did before. Without any role, it is no agent any more.

    Raises NotFound for an unknown commune or account, Busy.
    """
    communes.commune(commune_id)
    if read_one(keys.account(account), Account) is None:
        raise NotFound

    def act() -> None:
        known = staffs.staff(commune_id)
        appointed = known.value.with_appointment(account, appointment)
        if appointed == known.value:
            return
        transaction = Transaction()
        staffs.put(transaction, commune_id, known, appointed)
        detail: dict[str, object] = {"account": account, "roles": [role.value for role in appointment.roles]}
        journal.add_to_commune(
            transaction, commune_id, JournalLine(new_id(now), "agent_appointed", by, now, detail=detail)
        )
        transaction.commit()

    when_moved(act)
