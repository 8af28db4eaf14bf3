"""A parent who acts for a family of theirs.

A member is admitted in the first round trip of the two that a planning takes: session, family and règlement head together.
"""

from dataclasses import dataclass
from datetime import date

from functions.domain.accounts.account import Session
from functions.domain.errors import NotFound, Unauthenticated
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.planning.basket import Basket
from functions.domain.town.commune import Commune
from functions.storage.accounts.sessions import account_of
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.town.communes import ReglementHead
from functions.web.callers.admission import (
    MovedTo,
    check_write_limits,
    key_of_session,
    read_with_limits,
    session_in,
    where_the_file_went,
)
from functions.web.callers.asking import Ask, Who


@dataclass(frozen=True, slots=True)
class Member:
    """A parent acting for a family of theirs."""

    ask: Ask
    session: Stored[Session]
    commune: str
    family: Stored[Family]
    head: Stored[ReglementHead]

    @property
    def account(self) -> str:
        return self.session.value.account


@dataclass(frozen=True, slots=True)
class MemberOfTown(Member):
    """A member with the town itself, read with the rest: for what knows its clock, its name and its régies."""

    town: Commune

    @property
    def today(self) -> date:
        """What day it is there."""
        return self.town.day_of(self.ask.now)


@dataclass(frozen=True, slots=True)
class Booker(Member):
    """A member and their basket, read with the rest: what it holds says what to read next."""

    basket: Stored[Basket]


def _member(ask: Ask) -> Member:
    return where_the_file_went(lambda now: _admitted(key_of_session(now), now)[0], ask)


def _booker(ask: Ask) -> Booker:
    return where_the_file_went(_with_basket, ask)


def _member_of_town(ask: Ask) -> MemberOfTown:
    return where_the_file_went(_with_town, ask)


def _with_town(ask: Ask) -> MemberOfTown:
    town_key = keys.commune(ask.path["commune"])
    member, found = _admitted(key_of_session(ask), ask, town_key)
    town = found.get(town_key, Commune)
    if town is None:
        raise NotFound
    return MemberOfTown(ask, member.session, member.commune, member.family, member.head, town.value)


def _with_basket(ask: Ask) -> Booker:
    key = key_of_session(ask)
    basket_key = keys.basket(ask.path["commune"], ask.path["family"], account_of(key))
    member, found = _admitted(key, ask, basket_key)
    basket = found.get_or(basket_key, Basket())
    return Booker(ask, member.session, member.commune, member.family, member.head, basket)


def _admitted(key: Key, ask: Ask, *also: Key) -> tuple[Member, Found]:
    commune = ask.path["commune"]
    family_key, head_key = keys.family(commune, ask.path["family"]), keys.reglement_head(commune)
    found = read_with_limits(ask, key, family_key, head_key, *also)
    session = session_in(found, key, ask)
    family, head = found.get(family_key, Family), found.get(head_key, ReglementHead)
    if session.value.tablet:
        raise Unauthenticated
    if family is not None and family.value.merged_into:
        raise MovedTo(family.value.merged_into)
    if family is None or head is None or not acts_for(session.value.account, family.value):
        raise NotFound
    check_write_limits(found, ask, session.value.account)
    return Member(ask, session, commune, family, head), found


MEMBER: Who[Member] = Who("member", _member)
BOOKER: Who[Booker] = Who("member", _booker)
MEMBER_OF_TOWN: Who[MemberOfTown] = Who("member", _member_of_town)
