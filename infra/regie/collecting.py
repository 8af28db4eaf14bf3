"""How the régie collects, on the command line."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from functions import wiring
from functions.domain.town.collection_policy import Collection, collection_of, without_empty_accounts
from functions.storage.town import communes
from functions.usecases.town.choose_collection import choose_collection
from infra.regie.asking import BY, confirm


def collection(options: Namespace) -> Iterator[object]:
    """As it is, or as it is changed: what is not named stays."""
    known = collection_of(communes.commune(options.commune).regie)
    chosen = known
    if options.days_to_pay is not None:
        chosen = replace(chosen, days_to_pay=options.days_to_pay)
    if options.reminders is not None:
        chosen = replace(chosen, reminder_days=options.reminders)
    if options.account is not None:
        chosen = replace(chosen, imputation=options.account)
    if options.account_of:
        chosen = replace(
            chosen, imputations=without_empty_accounts(chosen.imputations | dict(options.account_of))
        )
    if chosen != known:
        confirm(options, f"Changer les réglages de la régie : {_said(chosen)}.")
        key = options.key or uuid4().hex
        chosen = choose_collection(options.commune, chosen, by=BY, key=key, now=wiring.now())
    yield chosen
    yield f"{_said(chosen)}."


def days(text: str) -> tuple[int, ...]:
    """`10,25`; `aucun` for none."""
    if text == "aucun":
        return ()
    if not all(each.strip().isdecimal() for each in text.split(",")):
        raise ArgumentTypeError(f"« {text} » n’est pas une suite de jours comme 10,25")
    return tuple(int(each) for each in text.split(","))


def account_of(text: str) -> tuple[str, str]:
    """`mercredi=70632`; `mercredi=` for the régie's own again."""
    service, equals, account = text.partition("=")
    if not (service and equals):
        raise ArgumentTypeError(f"« {text} » n’est pas un service et son compte, comme mercredi=70632")
    return service, account


def _said(chosen: Collection) -> str:
    reminders = " puis ".join(str(each) for each in chosen.reminder_days)
    late = f"rappels {reminders} jours après l’échéance" if reminders else "aucun rappel"
    accounts = [chosen.imputation, *(f"{one} → {code}" for one, code in sorted(chosen.imputations.items()))]
    told = ", ".join(filter(None, accounts)) or "aucune"
    return f"{chosen.days_to_pay} jours pour payer, {late}, imputation : {told}"
