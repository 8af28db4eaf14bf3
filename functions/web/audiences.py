"""Every audience of the API: what `app.py` serves, what the OpenAPI document lists, what the guards walk."""

from functions.web.absences import agent_routes, called_off_routes, calling_off_routes, coming_routes
from functions.web.absences import routes as absences
from functions.web.accounts import account_routes, activation_routes, me_routes
from functions.web.accounts import routes as accounts
from functions.web.agents import routes as agents
from functions.web.api import status
from functions.web.api.endpoint import Routes
from functions.web.attendance import child_routes, day_list_routes, event_routes, unmarked_routes
from functions.web.bookings import (
    batch_routes,
    for_family_routes,
    minimum_routes,
    pattern_routes,
    period_routes,
    planning_routes,
    request_routes,
    waiting_routes,
)
from functions.web.bookings import routes as reservations
from functions.web.devices import routes as devices
from functions.web.directory import creation_routes
from functions.web.directory import routes as directory
from functions.web.families import access_routes, correction_routes, invitation_routes, letter_routes
from functions.web.families import routes as families
from functions.web.files import (
    days_away_routes,
    history_routes,
    own_file_routes,
    quotient_routes,
    readers_routes,
)
from functions.web.files import routes as files
from functions.web.home import routes as home
from functions.web.inbox import routes as inbox
from functions.web.informing import family_routes as received
from functions.web.informing import routes as informing
from functions.web.invoices import document_routes, notification_routes, view_routes, year_routes
from functions.web.invoices import routes as invoices
from functions.web.journal import routes as journal
from functions.web.kitchen import caterer_routes, order_routes
from functions.web.kitchen import routes as kitchen
from functions.web.menus import document_routes as menu_documents
from functions.web.menus import routes as menus
from functions.web.merging import doubles_routes
from functions.web.merging import routes as merging
from functions.web.messages import routes as messages
from functions.web.news import routes as news
from functions.web.papers import routes as papers
from functions.web.passkeys import my_routes as my_passkeys
from functions.web.passkeys import sign_in_routes as passkey_routes
from functions.web.prices import routes as prices
from functions.web.privacy import desk_routes as privacy_desk
from functions.web.privacy import routes as privacy
from functions.web.push import routes as push
from functions.web.regie import (
    act_routes,
    alert_routes,
    collection_routes,
    policy_routes,
    read_routes,
    run_routes,
    statement_routes,
)
from functions.web.reminders import calendar_routes
from functions.web.reminders import routes as reminders
from functions.web.requests import agent_routes as thread_routes
from functions.web.requests import ready_routes
from functions.web.requests import routes as requests
from functions.web.safety import routes as safety
from functions.web.second_factor import agent_routes as factor_routes
from functions.web.second_factor import my_routes, sign_in_routes
from functions.web.today import routes as today
from functions.web.uploads import agent_routes as agent_uploads
from functions.web.uploads import routes as uploads

ALL: tuple[Routes, ...] = (
    status.routes,
    me_routes.routes,
    accounts.routes,
    account_routes.routes,
    activation_routes.routes,
    agents.routes,
    devices.routes,
    home.routes,
    planning_routes.routes,
    reservations.routes,
    pattern_routes.routes,
    period_routes.routes,
    absences.routes,
    agent_routes.routes,
    called_off_routes.routes,
    calling_off_routes.routes,
    coming_routes.routes,
    day_list_routes.routes,
    event_routes.routes,
    child_routes.routes,
    unmarked_routes.routes,
    waiting_routes.routes,
    request_routes.routes,
    families.routes,
    for_family_routes.routes,
    batch_routes.routes,
    minimum_routes.routes,
    directory.routes,
    creation_routes.routes,
    files.routes,
    history_routes.routes,
    readers_routes.routes,
    quotient_routes.routes,
    days_away_routes.routes,
    own_file_routes.routes,
    inbox.routes,
    today.routes,
    access_routes.routes,
    correction_routes.routes,
    invitation_routes.routes,
    letter_routes.routes,
    invoices.routes,
    alert_routes.routes,
    year_routes.routes,
    view_routes.routes,
    document_routes.routes,
    notification_routes.routes,
    journal.routes,
    kitchen.routes,
    caterer_routes.routes,
    order_routes.routes,
    merging.routes,
    doubles_routes.routes,
    messages.routes,
    news.routes,
    informing.routes,
    received.routes,
    papers.routes,
    passkey_routes.routes,
    my_passkeys.routes,
    prices.routes,
    privacy.routes,
    privacy_desk.routes,
    act_routes.routes,
    collection_routes.routes,
    policy_routes.routes,
    read_routes.routes,
    run_routes.routes,
    statement_routes.routes,
    calendar_routes.routes,
    push.routes,
    reminders.routes,
    safety.routes,
    menus.routes,
    menu_documents.routes,
    requests.routes,
    ready_routes.routes,
    thread_routes.routes,
    uploads.routes,
    agent_uploads.routes,
    sign_in_routes.routes,
    my_routes.routes,
    factor_routes.routes,
)
