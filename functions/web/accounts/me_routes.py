"""Who is logged in: every page of the application asks it first, so a cold start for it does without the rest of the accounts."""

from chalice.app import Blueprint

from functions.storage.agents.staff import LoginAndCommunes, login_and_communes
from functions.web.accounts.me import me
from functions.web.accounts.types import Me
from functions.web.api.endpoint import Routes
from functions.web.callers.parents import ParentWith, parents_with

routes = Routes(Blueprint(__name__))


@routes.route("GET", "/me", parents_with(login_and_communes), answers=Me)
def read_me(caller: ParentWith[LoginAndCommunes]) -> Me:
    """Who is logged in, for which families they act, and for which communes they work."""
    return me(caller.read, now=caller.ask.now)
