"""Ask about every payment whose outcome is not certain, or may still change: notifications may never come, and parents close the tab."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from functions.domain.regie.online_payments import UNDER_WAY, Attempt, AttemptState
from functions.gateways.payments.port import PaymentProvider, ProviderUnavailable
from functions.storage.regie import online_payments
from functions.storage.regie.online_payments import place_of
from functions.usecases.payments.provider_silences import Silences
from functions.usecases.payments.settle_payment import settle_payment

LEAVE_ALONE = timedelta(minutes=1)
"""How long a new attempt is not asked about: a payer who has just left for the provider's page has not paid yet."""
HELD_EVERY = timedelta(hours=1)
"""How often the provider is asked about a held payment. A human decides about it, but the provider may correct its answer."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PaymentsSwept:
    asked: int
    closed: int
    """How many of those asked about now have a certain outcome."""
    failed: int
    """How many of those asked about got no answer, or failed in another way."""


def sweep_payments(*, provider: PaymentProvider, now: datetime, at_most: int = 500) -> PaymentsSwept:
    """Settle the payments that can be settled. One that fails does not keep the others from being asked about.

    The order is another each time, so that payments that never get an answer do not always use up the run before the others.
    """
    asked = closed = failed = 0
    silences = Silences()
    due = [attempt for attempt in online_payments.under_way() if _due(attempt, now)]
    Random(now.isoformat()).shuffle(due)  # noqa: S311  # the order must be fair, and the same again in a test
    for attempt in due:
        if asked == at_most or silences.too_many:
            break
        if silences.gave_up(attempt.commune):
            continue
        asked += 1
        try:
            settled = settle_payment(place_of(attempt), provider=provider, now=now)
        except ProviderUnavailable as unavailable:
            # Once is nothing. An alarm rings where it goes on for half an hour: infra/template/alarms.py.
            _log.warning(
                "payment not settled commune=%s payment=%s reason=%r",
                attempt.commune,
                attempt.id,
                unavailable.reason,
            )
            silences.silent(attempt.commune)
            failed += 1
        except Exception:
            _log.exception("payment not settled commune=%s payment=%s", attempt.commune, attempt.id)
            failed += 1
        else:
            closed += attempt.state in UNDER_WAY and settled.attempt.state not in UNDER_WAY
            silences.answered(attempt.commune)
    return PaymentsSwept(asked, closed, failed)


def _due(attempt: Attempt, now: datetime) -> bool:
    if attempt.state is AttemptState.HELD:
        return attempt.asked_at is None or now >= attempt.asked_at + HELD_EVERY
    return now >= attempt.opened_at + LEAVE_ALONE
