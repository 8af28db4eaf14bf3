"""Issue the invoices of a period: one for each family, numbered without a gap, even if this runs several times at once.

It does all steps in one process, for a small town, a test or a command. The scheduled job sends the same steps to a queue.
"""

from collections import deque
from datetime import datetime

from functions.storage.invoicing import runs
from functions.storage.invoicing.runs import Run
from functions.usecases.invoicing.advance_run import Step, advance_run, steps_of
from functions.usecases.invoicing.begin_run import begin_run


def issue_invoices(commune_id: str, period: str, *, by: str, now: datetime, preview: str = "") -> Run:
    """Issue, or finish issuing, the invoices of `period` (`2026-10`); answers the run, done. `by`: an account, or a job.

    Raises NotFound for an unknown commune, UnknownPeriod, PeriodNotOver, PreviewReplaced, Busy.
    """
    run = begin_run(commune_id, period, by=by, now=now, preview=preview)
    todo = deque(steps_of(commune_id, run))
    done: set[Step] = set()
    while todo:
        step = todo.popleft()
        if step not in done:
            done.add(step)
            todo.extend(advance_run(step, now=now))
    found = runs.run(commune_id, run.regie, period)
    assert found is not None, "a run that began is kept"
    return found.value
