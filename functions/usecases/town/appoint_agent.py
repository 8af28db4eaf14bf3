"""Make an account an agent of a commune, change the agent's roles, or take them away."""

from datetime import datetime

from functions.domain.accounts.account import Account
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.town.agents import Role
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import agents, communes
from functions.usecases.retry import when_moved


def appoint_agent(commune_id: str, account: str, roles: tuple[Role, ...], *, by: str, now: datetime) -> None:
    """Give the account exactly those roles. Without any role, the account is no agent of the commune any more.

    Raises NotFound for an unknown commune or account, Busy.
    """
    communes.commune(commune_id)
    if read_one(keys.account(account), Account) is None:
        raise NotFound

    def act() -> None:
        known = agents.staff(commune_id)
        appointed = known.value.with_roles(account, roles)
        if appointed == known.value:
            return
        transaction = Transaction()
        agents.put(transaction, Stored(known.key, appointed, known.version))
        detail: dict[str, object] = {"account": account, "roles": [role.value for role in roles]}
        journal.add_to_commune(
            transaction, commune_id, JournalLine(new_id(now), "agent_appointed", by, now, detail=detail)
        )
        transaction.commit()

    when_moved(act)
