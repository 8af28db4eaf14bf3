"""Each night, the seal of the day of the journal that is over."""

from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.journal.seal_journal import seal_journal

blueprint = Blueprint(__name__)


@blueprint.schedule(Cron("20", "5", "*", "*", "?", "*"), name="seals")
@job
def seals(now: datetime) -> None:
    """Every commune. A night that was missed is taken up by the next one."""

    def act(commune: Commune) -> None:
        seal_journal(commune.id, now=now)

    each_commune(act, undone="journal not sealed")
