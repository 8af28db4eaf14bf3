"""One line in the log for each refusal that may be somebody trying doors: wrong credentials, throttled tries, agents' routes.

A line holds ids only. It names the route as the API's document does, never the path or the body that were sent, which may hold anything;
an account or a commune only once the session proved them; and the network that the request came from, not the visitor's own
address, so that fifty failures from one place can be seen to be so.
"""

import logging

from functions.domain.accounts.account import ActivationCodeWrong, CodeWrong, WrongCredentials, WrongPassword
from functions.domain.errors import Forbidden, NotFound, Refusal, Throttled, Unauthenticated

_log = logging.getLogger(__name__)

_ANYWHERE = (WrongCredentials, WrongPassword, CodeWrong, ActivationCodeWrong, Throttled, Forbidden)
_OF_AGENTS = (Unauthenticated, NotFound)


def log_refusal(
    refusal: Refusal,
    *,
    route: str,
    who: str,
    network: str,
    account: str | None = None,
    commune: str | None = None,
) -> None:
    """`who`: who may call the route. `account`, `commune`: of the caller, once admitted; before that, the refusal may tell."""
    if not isinstance(refusal, _ANYWHERE) and not (who == "agent" and isinstance(refusal, _OF_AGENTS)):
        return
    _log.warning(
        "refused route=%r code=%s account=%s commune=%s network=%s",
        route,
        refusal.code,
        account or refusal.data.get("account", "-"),
        commune or refusal.data.get("commune", "-"),
        network or "-",
    )
