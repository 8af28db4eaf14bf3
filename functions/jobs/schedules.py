"""Every scheduled function: what `app.py` registers."""

from chalice.app import Blueprint

from functions.jobs import invoicing, outbox, pages, payments_sweep

ALL: tuple[Blueprint, ...] = (
    invoicing.blueprint,
    outbox.blueprint,
    pages.blueprint,
    payments_sweep.blueprint,
)
