"""What the routes of accounts take and answer."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from functions.domain.accounts.activation import ChildName, FamilySheet, GuardianAnswer
from functions.domain.agents.staff import Role
from functions.domain.families.family import Address, Civility

Email = Annotated[str, Meta(pattern=r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$", max_length=254)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=1024)]
"""Which ones are accepted is the domain's rule; this is what is read at all."""
Name = Annotated[str, Meta(pattern=r"\S", max_length=80)]
Line = Annotated[str, Meta(max_length=120)]


class Credentials(Struct):
    email: Annotated[str, Meta(max_length=254)]
    """Anything: what is not an address is an unknown one."""
    password: Password


class AddressSheet(Struct):
    line1: Line
    line2: Line
    postcode: Annotated[str, Meta(max_length=12)]
    city: Line


class FamilyDetails(Struct):
    name: Name
    address: AddressSheet
    phone: Annotated[str, Meta(max_length=30)]


class PersonName(Struct):
    civility: Civility
    last_name: Name
    first_name: Name


class ChildFullName(Struct):
    last_name: Name
    first_name: Name


class MeCommune(Struct):
    id: str
    name: str
    colour: str


class CodeCheck(Struct):
    email: Email
    code: Code


class ActivationSheet(Struct):
    account_exists: bool
    """The address has a login already: its password is asked, and the families are added to it."""
    family: FamilyDetails
    guardians: list[PersonName]
    """The invited person first."""
    children: list[ChildFullName]
    communes: list[MeCommune]


class Activating(Struct):
    email: Email
    code: Code
    password: Password
    family: FamilyDetails
    guardians: Annotated[list[PersonName], Meta(min_length=1, max_length=6)]
    children: Annotated[list[ChildFullName], Meta(max_length=20)]

    def sheet(self) -> FamilySheet:
        """As the domain compares it with the town's: with single spaces and none around."""
        address = self.family.address
        return FamilySheet(
            _tidy(self.family.name),
            Address(
                line1=_tidy(address.line1),
                line2=_tidy(address.line2),
                postcode=_tidy(address.postcode),
                city=_tidy(address.city),
            ),
            _tidy(self.family.phone),
            tuple(
                GuardianAnswer(one.civility, _tidy(one.last_name), _tidy(one.first_name))
                for one in self.guardians
            ),
            tuple(ChildName(_tidy(one.last_name), _tidy(one.first_name)) for one in self.children),
        )


class ResetAsked(Struct):
    email: Email


class ResetConfirmed(Struct):
    email: Email
    code: Code
    password: Password


class PasswordChange(Struct):
    current_password: Password
    new_password: Password


class NewAddress(Struct):
    email: Email
    password: Password


class MeAccount(Struct):
    email: str
    first_name: str
    civility: Civility
    mail_alert: str | None = None
    """A sentence for the parent, where the address does not receive the portal's mails."""


class MeFamily(Struct):
    id: str
    name: str


class MeChild(Struct):
    id: str
    first_name: str
    """And what tells the child from a sibling of that first name."""


class MeEntry(Struct):
    commune: MeCommune
    family: MeFamily
    children: list[MeChild]
    marks: list[str]
    """What of the family the town's news may concern: it is shown first what is `for` one of these."""


class MeAgent(Struct):
    """A commune that one works for today."""

    commune: MeCommune
    roles: list[Role]
    until: date | None
    """The last day, where one was appointed for a time."""


class Me(Struct):
    account: MeAccount
    families: list[MeEntry]
    agent_of: list[MeAgent]


class SignIn(Struct, omit_defaults=True):
    """`Me`, or only what is still asked for."""

    account: MeAccount | None = None
    families: list[MeEntry] | None = None
    agent_of: list[MeAgent] | None = None
    pending: Literal["second_factor"] | None = None


class SessionSummary(Struct):
    id: str
    created_at: datetime
    last_seen_at: datetime
    device: str
    current: bool


class Nothing(msgspec.Struct):
    """The answer of what was accepted and has nothing to tell yet."""


def _tidy(text: str) -> str:
    return " ".join(text.split())
