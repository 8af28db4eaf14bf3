"""Gather all that the portal keeps of a family, and of the login of the parent who asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from functions.domain.accounts.account import CalendarFeed, PasswordReset
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.mail_standing import MailStanding
from functions.domain.availability.lateness import LateYear
from functions.domain.bookings.week_patterns import WeekPatterns
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.invoices.invoice import Invoice
from functions.domain.journal import JournalLine
from functions.domain.planning.basket import Basket
from functions.domain.privacy.family_data import (
    AnnouncementData,
    ChildData,
    FamilyData,
    FiledDocument,
    LoginData,
    LoginDevice,
    LoginPasskey,
    LoginSession,
    ThreadData,
    WaitingData,
    proofs_of,
    sent_files,
)
from functions.domain.privacy.own_part import (
    login_family,
    login_requests,
    own_days,
    own_file,
    own_month,
    own_safety,
    says_something,
)
from functions.storage.accounts import accounts, activations, mail_standings, sessions
from functions.storage.attendance import attendance_events
from functions.storage.bookings import booking_requests, child_months, waiting_queues
from functions.storage.families import children as stored_children
from functions.storage.families import families, requests
from functions.storage.informing import announcements
from functions.storage.invoices import documents, invoices
from functions.storage.invoicing import holds
from functions.storage.papers import family_papers
from functions.storage.passkeys import passkeys
from functions.storage.push import devices
from functions.storage.regie import alerts, counter_payments, online_payments
from functions.storage.requests import threads
from functions.storage.safety import child_safeties
from functions.storage.table import journal, keys
from functions.storage.table.reading import partition, read
from functions.storage.town import communes
from functions.storage.uploads import uploads
from functions.usecases.absences.prove_absence import proof_place


def read_family_data(commune: str, family_id: str, *, account: str | None, now: datetime) -> FamilyData:
    """`account`: that of the parent who asks; None where the town reads the family's data itself.

    Reads a family's whole history, some megabytes after ten years: never on the way to a screen. Raises NotFound.
    """
    family = families.family(commune, family_id).value
    if family.erased_on is not None:
        raise NotFound
    issued = tuple(invoices.documents(commune, family_id))
    kept = tuple(_children(commune, family, issued))
    months = list(chain.from_iterable(child.months for child in kept))
    town = communes.commune(commune)
    asked = tuple(stored.value for stored in requests.of_family(commune, family_id))
    written = tuple(
        ThreadData(stored.value, tuple(threads.messages(commune, family_id, stored.value.id)))
        for stored in threads.of_family(commune, family_id)
    )
    papers = tuple(one.value for one in family_papers.of_family(commune, family_id).values())
    login = None if account is None else _login(commune, family_id, account)
    return FamilyData(
        commune=commune,
        commune_name=town.name,
        read_at=now,
        login=login,
        family=family if account is None else login_family(family, account),
        children=kept,
        waiting=tuple(
            WaitingData(month.service, month.month, day, entry)
            for month, day, entry in waiting_queues.entries_of(commune, family_id)
        ),
        requests=asked if account is None else login_requests(asked, account),
        booking_requests=tuple(stored.value for stored in booking_requests.of_family(commune, family_id)),
        threads=written,
        announcements=tuple(_announcements(commune, family_id)),
        papers=papers,
        late_years=tuple(
            stored.value for stored in partition(keys.family(commune, family_id).pk, "LATE#", LateYear)
        ),
        invoices=issued,
        receivables=tuple(invoices.receivables(commune, family_id)),
        credit_notes=tuple(invoices.credit_notes(commune, family_id)),
        credits=tuple(invoices.credits_of(commune, family_id)),
        counter_payments=tuple(counter_payments.of_family(commune, family_id)),
        # What the payer's browser was sent to holds the provider's own secrets.
        online_payments=tuple(
            replace(attempt, redirect_url=None, form=None)
            for attempt in online_payments.of_family(commune, family_id)
        ),
        holds=tuple(stored.value for stored in holds.of_family(commune, family_id)),
        alerts=tuple(
            alert for alert in alerts.all_of(commune) if alert.family in (family_id, *family.merged_from)
        ),
        journal=tuple(journal.lines_of_all(commune, (family_id, *family.merged_from))),
        documents=tuple(
            FiledDocument(ref.kind, ref.subject, filed.place)
            for ref, filed in documents.of_family(commune, family_id)
        ),
        proofs=proofs_of(months, lambda document: proof_place(commune, family_id, document)),
        sent_files=sent_files(
            written, papers, asked, lambda one: uploads.kept(commune, one.sent_by or family_id, one.id)
        ),
    )


def _announcements(commune: str, family: str) -> Iterator[AnnouncementData]:
    """A message goes in its time, and with it what it said."""
    for told in announcements.sent_to_family(commune, family, before=None, limit=None):
        said = announcements.announcement(commune, told.value.announcement)
        if said is not None:
            yield AnnouncementData(told.value.at, said.value.text.subject, said.value.text.text)


def children_ever(family: Family, issued: tuple[Invoice, ...]) -> list[str]:
    """The family's children, then those who have left it and whose days it was asked to pay."""
    billed = (line.child for invoice in issued for line in invoice.lines)
    return list(dict.fromkeys((*family.children, *billed)))


def _children(commune: str, family: Family, issued: tuple[Invoice, ...]) -> list[ChildData]:
    named = children_ever(family, issued)
    files = stored_children.children(commune, named)
    safeties = child_safeties.safeties(commune, files)
    found = []
    for child in named:
        whole = [stored.value for stored in child_months.all_months(commune, child)]
        months = [own_month(month, family.id) for month in whole]
        days = (stored.value for stored in attendance_events.all_days(commune, child))
        file = files.get(child)
        is_ours = file is not None and child in family.children
        found.append(
            ChildData(
                child,
                own_file(file.value, family.id) if is_ours and file is not None else None,
                tuple(month for month in months if says_something(month)),
                own_safety(safeties[child].value, file.value)
                if is_ours and file is not None and child in safeties
                else None,
                own_days(days, whole, family.id),
            )
        )
    return found


def _login(commune: str, family: str, account_id: str) -> LoginData:
    account = accounts.account(account_id).value
    invitation_key, reset_key = (
        activations.activation_key(account.email),
        accounts.reset_key(account.email),
    )
    basket_key = keys.basket(commune, family, account_id)
    patterns_key = keys.week_patterns(commune, family, account_id)
    feed_key = keys.calendar_feed(account_id)
    standing_key = mail_standings.standing_key(account.email)
    found = read([invitation_key, reset_key, basket_key, patterns_key, feed_key, standing_key])
    standing = found.get_or(standing_key, MailStanding(account.email)).value
    invitation = found.get(invitation_key, Activation)
    reset = found.get(reset_key, PasswordReset)
    feed = found.get(feed_key, CalendarFeed)
    return LoginData(
        id=account.id,
        email=account.email,
        civility=account.civility,
        first_name=account.first_name,
        last_name=account.last_name,
        families=account.families,
        created_at=account.created_at,
        reminders=account.reminders,
        announcements=account.announcements,
        invited_at=invitation.value.invited_at if invitation is not None else None,
        reset_asked_at=reset.value.asked_at if reset is not None else None,
        calendar_made_at=feed.value.made_at if feed is not None else None,
        push_devices=tuple(
            LoginDevice(one.value.name, one.value.since, one.value.kinds, one.value.quiet)
            for one in devices.of_account(account_id)
        ),
        no_mail_since=standing.since,
        no_mail_because=standing.why,
        sessions=tuple(
            LoginSession(stored.value.created_at, stored.value.last_seen_at, stored.value.device)
            for stored in sessions.sessions(account_id)
        ),
        passkeys=tuple(
            LoginPasskey(one.name, one.site, one.added_at, one.last_used_at)
            for one in passkeys.of_login(account_id).value.held
        ),
        basket=found.get_or(basket_key, Basket()).value,
        patterns=found.get_or(patterns_key, WeekPatterns()).value.patterns,
        journal=tuple(
            stored.value for stored in partition(keys.account(account_id).pk, "JOURNAL#", JournalLine)
        ),
    )
