"""Every audience of the API: what `app.py` serves, what the OpenAPI document lists, what the guards walk."""

from functions.web import (
    accounts,
    accounts_activation,
    alerts,
    booking_requests,
    calendar,
    documents,
    invoices,
    notifications,
    prices,
    regie,
    regie_reads,
    reminders,
    reservations,
    status,
    waiting,
    years,
)
from functions.web.endpoint import Routes

ALL: tuple[Routes, ...] = (
    status.routes,
    accounts.routes,
    accounts_activation.routes,
    reservations.routes,
    waiting.routes,
    booking_requests.routes,
    invoices.routes,
    alerts.routes,
    years.routes,
    documents.routes,
    notifications.routes,
    prices.routes,
    regie.routes,
    regie_reads.routes,
    calendar.routes,
    reminders.routes,
)
