"""What a régisseur writes on the command line, and whom it means."""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from uuid import uuid4

from functions import wiring
from functions.domain.families.family import Family
from functions.domain.invoices.receivable import Receivable
from functions.domain.money import cents_of
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.town import communes
from functions.usecases.regie.regie_act import Act

BY = "command:regie"


class Refused(Exception):
    """What to print on the error output before leaving with status 1."""


def act(options: Namespace, family: str) -> Act:
    """The act under its key: the one that was given, so that a command cut off can be sent again, or a new one."""
    return Act(options.commune, family, BY, options.key or uuid4().hex, wiring.now())


def invoice(options: Namespace, label: str) -> Receivable:
    """The debt of an invoice that is named by its number."""
    town = communes.commune(options.commune)
    found = invoices.by_number(town.id, town.regie.code, label)
    if found is None:
        raise Refused(f"La régie {town.regie.code} n’a pas de facture {label}.")
    return found


def family(options: Namespace) -> Family:
    """By id, or by the beginning of its name where that is enough to tell."""
    wanted = options.family.casefold()
    found = list(islice(_called(options.commune, wanted), 6))
    exact = [each for each in found if wanted in (each.id.casefold(), each.name.casefold())]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise Refused(f"Aucune famille ne s’appelle « {options.family} » dans cette commune.")
    names = ", ".join(f"{each.name} ({each.id})" for each in found[:5])
    raise Refused(f"Plusieurs familles : {names}… Donnez l’identifiant entre parenthèses.")


def _called(commune: str, wanted: str) -> Iterator[Family]:
    for stored in families.all_families(commune):
        if stored.value.id.casefold() == wanted or stored.value.name.casefold().startswith(wanted):
            yield stored.value


def family_of_act(options: Namespace) -> tuple[str, list[str]]:
    """The family an act is for and the invoices it names: those of `--invoice`, or of `--family` all that is owed."""
    debts = [invoice(options, label) for label in options.invoice or ()]
    owners = {debt.family for debt in debts}
    if options.family is not None:
        owners.add(family(options).id)
    if len(owners) != 1:
        raise Refused("Donnez --family, ou des factures d’une même famille.")
    return owners.pop(), [debt.invoice for debt in debts]


def confirm(options: Namespace, sentence: str) -> None:
    """Nothing is written before somebody has read what will be."""
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{sentence} Ajoutez --yes pour le faire : rien n’a été fait.")
    if input(f"{sentence} Écrivez « oui » pour le faire : ").strip().casefold() != "oui":
        raise Refused("Rien n’a été fait.")


def cents(text: str) -> int:
    """`42,50` → 4250."""
    try:
        amount = cents_of(Decimal(text.replace(",", ".").replace("€", "").strip()))
    except (InvalidOperation, ValueError) as error:
        raise ArgumentTypeError(f"« {text} » n’est pas une somme comme 42,50") from error
    if amount <= 0:
        raise ArgumentTypeError("la somme doit être positive")
    return amount


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"« {text} » n’est pas une date comme 2026-11-02") from error


def credited_line(text: str) -> tuple[int, int | None]:
    """`3` or `3=12,50` → the place from 0, and cents."""
    number, _, amount = text.partition("=")
    return _place(number), cents(amount) if amount else None


def changed_line(text: str) -> tuple[int, int | None, int | None]:
    """`3=0`, `3=2x1,50`, `3=1,50` → the place from 0, the quantity, the unit price."""
    number, _, change = text.partition("=")
    quantity, times, price = change.partition("x")
    if times:
        return _place(number), _count(quantity), cents(price)
    if change.isdecimal():
        return _place(number), _count(change), None
    return _place(number), None, cents(change)


def _place(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise ArgumentTypeError(f"« {number} » n’est pas le numéro d’une ligne (voir la commande lines)")
    return int(number) - 1


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"« {text} » n’est pas un nombre d’unités")
    return int(text)
