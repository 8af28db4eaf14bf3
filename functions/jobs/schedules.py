"""Every scheduled or triggered function: what `app.py` registers."""

from chalice.app import Blueprint

from functions.jobs import (
    documents,
    forgotten,
    holds,
    invoicing,
    mail_returns,
    meal_orders,
    open_months,
    outbox,
    pages,
    payments_sweep,
    reminders,
    waiting,
)
from functions.jobs.night import seals
from functions.jobs.push import push_job

ALL: tuple[Blueprint, ...] = (
    documents.blueprint,
    holds.blueprint,
    invoicing.blueprint,
    mail_returns.blueprint,
    meal_orders.blueprint,
    open_months.blueprint,
    outbox.blueprint,
    pages.blueprint,
    payments_sweep.blueprint,
    push_job.blueprint,
    reminders.blueprint,
    seals.blueprint,
    waiting.blueprint,
    forgotten.blueprint,
)
