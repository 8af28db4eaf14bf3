"""Every scheduled function: what `app.py` registers."""

from chalice.app import Blueprint

from functions.jobs import invoicing, outbox, payments_sweep

ALL: tuple[Blueprint, ...] = (invoicing.blueprint, outbox.blueprint, payments_sweep.blueprint)
