"""A family's year on paper: the statement of what it was billed and paid, and the certificate for the tax office."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from functions.domain.families.family import Child
from functions.domain.invoices.invoice import Issuer
from functions.domain.invoices.yearly_statement import Statement
from functions.french.invoices import debts, yearly
from functions.french.invoices import invoices as french
from functions.french.words.dates import date_full
from functions.french.words.money import euros


def statement_content(statement: Statement, means: Mapping[str, str | None]) -> dict[str, Any]:
    """`means`: how each payment online was made."""
    year = statement.year
    taken_off = [
        (label, euros(-cents))
        for label, cents in (
            ("Repris par avoir", statement.credited_cents),
            ("Remises de la commune", statement.written_off_cents),
        )
        if cents
    ]
    return {
        "paid": euros(statement.paid_cents),
        "paid_label": f"Payé en {year}",
        "issued_title": f"Factures émises en {year}",
        "issued": [
            {
                "what": f"{french.title(debt.period)}, n° {debt.number.label}",
                "on": date_full(debt.issued_on),
                "amount": euros(debt.total_cents),
                "left": euros(debt.balance_cents),
            }
            for debt in statement.issued
        ],
        "happened_title": f"Paiements et avoirs de {year}",
        "happened": [
            {
                "what": debts.entry(
                    one.entry, means_code=means.get(one.entry.source) or one.entry.means or None, day=one.day
                ),
                "invoice": one.debt.number.label,
                "amount": euros(one.entry.amount_cents),
            }
            for one in statement.happened
        ],
        "totals": [
            (f"Facturé en {year}", euros(statement.invoiced_cents)),
            *taken_off,
            (f"Payé en {year}", euros(statement.paid_cents)),
            (f"Reste à payer des factures de {year}", euros(statement.left_cents)),
        ],
    }


def certificate_content(issuer: Issuer, paid: Sequence[tuple[Child, int]], year: int) -> dict[str, Any]:
    """`paid`: each child that counts, the eldest first, and the cents paid for its care."""
    return {
        "total": euros(sum(cents for _, cents in paid)),
        "certified": yearly.certified(issuer, year),
        "children": [
            {
                "name": f"{child.first_name} {child.last_name}",
                "born": date_full(child.birth_date),
                "amount": euros(cents),
            }
            for child, cents in paid
        ],
        "counted": yearly.counted(year),
    }


def digest(*said: object) -> str:
    """Changes with whatever is said, and only then. `said`: what JSON can write."""
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
