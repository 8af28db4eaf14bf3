"""Move what lies with one family to another, a few items a transaction: each lies in one of the two places at any instant."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pynamodb.expressions.operand import Path

from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.invoice import Invoice
from functions.domain.merging.renaming import Renaming, renamed
from functions.domain.regie.online_payments import Attempt
from functions.storage.merging.kinds import JOINED, MOVES, stays
from functions.storage.regie import online_payments
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored, decode, encode, item_of
from functions.storage.table.transaction import Transaction

AT_ONCE = 12
"""Items of a transaction: the largest are a third of a megabyte, and it holds four."""


def moves(commune: str, names: Renaming) -> Iterator[Transaction]:
    """Transactions that move what is there now, each made when it is asked for. Documents come before their debts, so that no debt
    is shown that cannot be read."""
    for pk in (keys.billed(commune, names.other, "").pk, keys.family(commune, names.other).pk):
        rows = (item for item in Item.query(pk, consistent_read=True) if not stays(item.sk))
        while group := list(islice(rows, AT_ONCE)):
            yield _moving(commune, group, names)


def _moving(commune: str, items: Sequence[Item], names: Renaming) -> Transaction:
    transaction = Transaction()
    places = {Key(item.pk, item.sk): _place(commune, item, names) for item in items}
    there = read(place for key, place in places.items() if key.sk.partition("#")[0] in JOINED)
    documents = 0
    for item in items:
        key, kind = Key(item.pk, item.sk), item.sk.partition("#")[0]
        of: type[Any] = MOVES[kind]
        stored: Stored[Any] = decode(item, of)
        value, place = renamed(stored.value, names), places[key]
        documents += isinstance(value, Invoice | CreditNote)
        known: Stored[Any] | None = there.get(place, of) if kind in JOINED else None
        version = Path("version")
        transaction.delete(key, why=("moved", key), condition=version == stored.version)
        if known is not None:
            value = JOINED[kind](known.value, value)
            transaction.put(
                Stored(place, value, known.version), why=("joined", place), listed=_listed(item, names)
            )
        else:
            transaction.put_item(
                _moved(item, place, value, names), why=("moved", place), condition=Path("pk").does_not_exist()
            )
        if isinstance(value, Attempt) and value.provider_id is not None:
            _lead_to(transaction, value)
    if documents:
        transaction.update(
            keys.documents(commune, names.kept), [Path("tally").add(documents)], why="documents"
        )
    return transaction


def _place(commune: str, item: Item, names: Renaming) -> Key:
    sort = item.sk
    if sort.startswith("PAPER#"):
        _, kind, child = sort.split("#")
        return keys.paper(commune, names.kept, kind, names.child(child))
    if sort.startswith("PROOF#"):
        return keys.proof_to_read(commune, names.kept, names.absence(sort.removeprefix("PROOF#")))
    billed = item.sk.startswith(("INVOICE#", "CREDIT_NOTE#"))
    return keys.billed(commune, names.kept, sort) if billed else keys.of_family(commune, names.kept, sort)


def _moved(item: Item, place: Key, value: object, names: Renaming) -> Item:
    """As it was: its version, its place in the list, until when it is kept."""
    moved: Item = item_of(Stored(place, value, int(item.version or 0) - 1), listed=_listed(item, names))
    moved.expires_at = item.expires_at
    return moved


def _listed(item: Item, names: Renaming) -> tuple[str, str] | None:
    if not item.list_pk:
        return None
    sort = str(item.list_sk)
    if item.sk.startswith(("UNREACHABLE#", "ANNOUNCED#")):
        sort = "#".join(names.kept if part == names.other else part for part in sort.split("#"))
    if item.sk.startswith("PROOF#"):
        since, _, absence = sort.partition(".")
        sort = f"{since}.{names.absence(absence)}"
    return str(item.list_pk), sort


def _lead_to(transaction: Transaction, attempt: Attempt) -> None:
    """A bank that speaks of the payment later is led to where it lies now."""
    assert attempt.provider_id is not None, "asked by the caller"
    key = keys.provider_payment(attempt.provider_id)
    body = encode(online_payments.place_of(attempt))
    transaction.update(key, [Item.body.set(body)], why="provider_id", condition=Path("pk").exists())
