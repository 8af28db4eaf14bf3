"""*Mon espace famille*: one request, in the round trip that admits the parent and one more."""

from chalice.app import Blueprint

from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, Member
from functions.web.home.answers import HomeAnswers
from functions.web.home.reading import home_facts
from functions.web.home.types import HomeShown

routes = Routes(Blueprint(__name__))


@routes.route("GET", f"{FAMILY}/home", MEMBER, answers=HomeShown)
def read_home(caller: Member) -> HomeShown:
    """Tomorrow, what closes next, what is owed, what waits for an answer, what this month comes to."""
    return HomeAnswers(home_facts(caller), caller.ask.now).home()
