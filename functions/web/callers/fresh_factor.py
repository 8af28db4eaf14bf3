"""The second factor once more, for what must not be done by whoever finds a screen open."""

from dataclasses import replace
from typing import TypeVar

from functions.domain.second_factor.factor import FreshFactorRequired
from functions.web.callers.agents import Agent
from functions.web.callers.asking import Ask, Who
from functions.web.callers.parents import Parent


def check_fresh_factor(caller: "Parent | Agent") -> None:
    """For a route where only some acts ask for it: what is sent to more families than so many. Raises FreshFactorRequired."""
    if not caller.session.value.has_fresh_factor(caller.ask.now):
        raise FreshFactorRequired(account=caller.account)


P = TypeVar("P", bound=Parent | Agent)


def fresh(who: Who[P]) -> Who[P]:
    """The same callers, once they gave the second factor a few minutes ago at most: `fresh(agents(Role.ADMINISTRATOR))`."""

    def admit(ask: Ask) -> P:
        caller = who.admit(ask)
        check_fresh_factor(caller)
        return caller

    return replace(who, admit=admit, fresh=True)
