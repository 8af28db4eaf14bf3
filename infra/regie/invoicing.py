"""Invoicing on the command line, from beginning to end in this process: what is due, a preview, issuing."""

from argparse import Namespace
from collections.abc import Iterator
from uuid import uuid4

from functions import wiring
from functions.french.invoices import previews as french
from functions.french.invoices.periods import label, of_label
from functions.french.words.money import euros
from functions.storage.invoicing import runs
from functions.storage.town import communes
from functions.usecases.invoicing.begin_run import due_now
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.preview_invoices import preview_invoices
from functions.web.regie.run_routes import unmarked_of
from infra.regie.asking import BY, confirm

Told = Iterator[object]


def periods(options: Namespace) -> Told:
    town = communes.commune(options.commune)
    for period in due_now(town, town.day_of(wiring.now())):
        found = runs.run(town.id, town.regie.code, period.code)
        done = found is not None and found.value.done_at is not None
        yield {"period": period.code, "done": done}
        yield f"{period.code} : {label(period.code)}, {'émise' if done else 'à émettre'}."


def preview(options: Namespace) -> Told:
    seen = preview_invoices(
        options.commune, options.period, by=BY, key=options.key or uuid4().hex, now=wiring.now()
    )
    yield seen
    yield f"Aperçu {seen.id}, {label(seen.period)} : {french.summary(seen.figures)}"
    for one in seen.oddities:
        yield f"  {seen.names.get(one.family, one.family)} : {french.oddity(one)}"
    if unmarked := unmarked_of(options.commune, seen.period, wiring.now()):
        yield unmarked


def issue(options: Namespace) -> Told:
    confirm(options, f"Émettre les factures {of_label(options.period)}.")
    done = issue_invoices(
        options.commune, options.period, by=BY, now=wiring.now(), preview=options.preview or ""
    )
    yield done
    first, last = done.first_and_last()
    if not done.count:
        yield "Aucune facture à émettre."
    else:
        many = "1 facture émise" if done.count == 1 else f"{done.count} factures émises"
        yield f"{many}, de {first} à {last} : {euros(done.total_cents)}."
