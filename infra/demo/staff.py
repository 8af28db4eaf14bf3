"""Who works for the demo's towns: one person a role, and a replacement who leaves by herself. Each has a phone that is set, whose code is
shown backstage (`/dev/telephones/`)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from functions.domain.accounts.account import Login
from functions.domain.agents.staff import Appointment, Role, Scope
from functions.domain.families.family import Civility
from functions.domain.second_factor.factor import SecondFactor
from functions.domain.town.commune import Commune
from functions.storage.accounts.accounts import login_key
from functions.storage.second_factor import factors
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import new_issue
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login
from functions.usecases.second_factor.phone_secrets import newest_secret
from functions.usecases.second_factor.recovery_codes import new_recovery_codes

REGISSEUSE = "regie@aubray.example"
SECRETARY = "secretaire@aubray.example"
CHILDCARE = "animatrice@aubray.example"
ADMINISTRATOR = "direction@aubray.example"
REPLACEMENT = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Worker:
    what: str
    email: str
    first_name: str
    last_name: str
    roles: tuple[Role, ...]
    scope: Scope = field(default_factory=Scope)
    days: timedelta | None = None
    """For how long, from the day the demo opens."""

    @property
    def called(self) -> str:
        return f"{self.first_name} {self.last_name}"


STAFF = (
    Worker("secrétaire", SECRETARY, "Anne", "MARTIN", (Role.SECRETARY,)),
    Worker("régisseuse", REGISSEUSE, "Odile", "RÉGIE", (Role.REGISSEUR,)),
    Worker(
        "animatrice du soir",
        CHILDCARE,
        "Lina",
        "PETIT",
        (Role.CHILDCARE,),
        Scope(services=("garderie-soir",)),
    ),
    Worker("cuisinier", "cuisine@aubray.example", "Paul", "LEROY", (Role.KITCHEN,)),
    Worker("administratrice", ADMINISTRATOR, "Claire", "DUBOIS", (Role.ADMINISTRATOR,)),
    Worker(
        "remplaçante de la secrétaire",
        "remplacante@aubray.example",
        "Sophie",
        "ROUX",
        (Role.SECRETARY,),
        days=REPLACEMENT,
    ),
)
"""Of the first town. The régisseuse works for all: they share her."""


def appoint(towns: tuple[Commune, ...], password: str, *, by: str, now: datetime, opens: datetime) -> None:
    """`now`: when the portal opened. `opens`: the instant that the demo shows, from which the replacement counts."""
    for worker in STAFF:
        account = open_agent_login(
            worker.email,
            civility=Civility.MONSIEUR if worker.first_name == "Paul" else Civility.MADAME,
            first_name=worker.first_name,
            last_name=worker.last_name,
            by=by,
            now=now,
            password=password,
        )
        for town in towns if worker.email == REGISSEUSE else towns[:1]:
            until = None if worker.days is None else town.day_of(opens + worker.days)
            act = AppointingAct(town.id, account, by, now, tells=False)
            appoint_agent(act, Appointment(worker.roles, until, worker.scope))
        _set_phone(account, now)


def account_of(email: str) -> str:
    login = read_one(login_key(email), Login)
    assert login is not None, "who works for the town has a login"
    return login.value.account


def _set_phone(account: str, now: datetime) -> None:
    """As the first sign-in sets it, with a secret of this demo only."""
    issue = new_issue()
    codes = new_recovery_codes(account)
    factor = SecondFactor(issue, newest_secret(issue).key, now, 0, codes.hashed, now)
    transaction = Transaction()
    factors.put(transaction, Stored(keys.second_factor(account), factor, 0))
    transaction.commit()
