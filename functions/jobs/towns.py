"""Going through all communes: one that fails is in nobody's way, and is said at the end."""

import logging
from collections.abc import Callable

from functions.domain.town.commune import Commune
from functions.storage.town import communes

_log = logging.getLogger(__name__)


class SomeTownsFailed(Exception):
    """Their ids. The job went through all others; its next firing takes these up where they stopped."""


def each_commune(act: Callable[[Commune], object], *, undone: str) -> None:
    """Do `act` for every commune of the deployment. Raises SomeTownsFailed once all others are served.

    `undone`: what the line of the log says did not happen in the commune that failed.
    A commune whose own file cannot be read is passed by: `all_communes` logs it, and that sets off an alarm.
    """
    failed = []
    for commune in communes.all_communes():
        try:
            act(commune)
        except Exception:
            _log.exception("%s commune=%s", undone, commune.id)
            failed.append(commune.id)
    if failed:
        raise SomeTownsFailed(", ".join(failed))
