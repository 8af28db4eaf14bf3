"""How a régie collects: how long families may take to pay, when they are reminded, which accounts takings go to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from functions.domain.errors import InvalidRequest
from functions.domain.town.commune import Regie


class CollectionRefused(InvalidRequest):
    """Days are out of bounds or do not grow, or an account is not made of digits. `field` says which."""

    code = "collection_refused"


@dataclass(frozen=True, slots=True)
class Collection:
    """`reminder_days` are days late, growing; without any, no reminder leaves before the hand-over.

    `imputations` are the accounts of the services that have one of their own, by the service's code.
    """

    days_to_pay: int
    reminder_days: tuple[int, ...]
    imputation: str = ""
    imputations: dict[str, str] = field(default_factory=dict)


def collection_of(regie: Regie) -> Collection:
    return Collection(regie.days_to_pay, regie.reminder_days, regie.imputation, dict(regie.imputations))


def check_collection(chosen: Collection) -> None:
    """Raises CollectionRefused."""
    if not 1 <= chosen.days_to_pay <= 120:
        raise CollectionRefused(field="days_to_pay")
    days = chosen.reminder_days
    if len(days) > 5 or any(not 1 <= each <= 365 for each in days) or list(days) != sorted(set(days)):
        raise CollectionRefused(field="reminder_days")
    if chosen.imputation and not _is_account(chosen.imputation):
        raise CollectionRefused(field="imputation")
    if not all(_is_account(account) for account in chosen.imputations.values()):
        raise CollectionRefused(field="imputations")


def with_collection(regie: Regie, chosen: Collection) -> Regie:
    return replace(
        regie,
        days_to_pay=chosen.days_to_pay,
        reminder_days=chosen.reminder_days,
        imputation=chosen.imputation,
        imputations=dict(chosen.imputations),
    )


def _is_account(text: str) -> bool:
    """Whether it is written as accounts of the budget are: `7067`, `70632`."""
    return text.isascii() and text.isdecimal() and 2 <= len(text) <= 10


def without_empty_accounts(named: Mapping[str, str]) -> dict[str, str]:
    """The accounts without the empty ones: takings of those services go to the account of the régie itself."""
    return {service: account for service, account in named.items() if account}
