"""What must follow an act: a mail to send, a page to render. They are written with the act and delivered after it."""

from dataclasses import dataclass, field
from enum import StrEnum


class MessageKind(StrEnum):
    ACTIVATION = "activation"
    PASSWORD_RESET = "password_reset"
    """Anyone may ask for it by typing an address. Whether a login has it is found out on delivery, so that the answer
    does not tell."""
    ACCOUNT_CREATED = "account_created"
    """A login was opened with an invitation, or one that somebody had already opens one more family."""
    ADDRESS_CHANGE = "address_change"
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"
    PASSKEY_ADDED = "passkey_added"
    """A passkey, `name` in the data, opens the login from now on."""
    PASSKEY_REMOVED = "passkey_removed"
    SECOND_FACTOR_SET = "second_factor_set"
    """An agent set their second factor, or put another phone in its place."""
    SECOND_FACTOR_RESET = "second_factor_reset"
    """Somebody else says that an agent lost theirs: `at_once`, or in force in a day."""
    RECOVERY_CODE_USED = "recovery_code_used"
    WRONG_CODES_GIVEN = "wrong_codes_given"
    BOOKINGS_VALIDATED = "bookings_validated"
    BOOKED_BY_TOWN = "booked_by_town"
    """An agent booked or cancelled in the place of the family. The journal's line `act` says what, past what and why."""
    OTHER_HOME_BOOKED = "other_home_booked"
    """In the child's other home, `home` in the data, something was booked or cancelled that this family pays, wholly or in part. The line
    `act` of the other home's journal says what."""
    PLACES_FREED = "places_freed"
    """Places came free, to be given to the children who wait for them: `places` in the data."""
    PLACES_CHANGED = "places_changed"
    """A new version of the règlement may have changed how many places there are, or who may wait for one."""
    PLACE_GIVEN = "place_given"
    """A child got the place it waited for."""
    WAITING_ENDED = "waiting_ended"
    """A child no longer waits for a place, and got none."""
    BOOKING_REQUEST_ANSWERED = "booking_request_answered"
    CALLED_OFF_CHANGED = "called_off_changed"
    """The town called something off, changed it or put it back, on `days` of one month: the families who booked are told."""
    CALLED_OFF = "called_off"
    """What a family booked does not take place, or takes place after all. The journal's line `act` says what."""
    ABSENCE_DECLARED = "absence_declared"
    """A family declared that children will not come: `acts` in the data, the lines of the journal that say so, apart by spaces."""
    ABSENCE_REFUSED = "absence_refused"
    """An agent did not accept what a family sent for an absence."""
    BOOKING_REMINDER = "booking_reminder"
    """A limit falls tomorrow and nothing is booked. Which days and services are concerned is found out on delivery."""
    INVOICE_ISSUED = "invoice_issued"
    PAYMENT_RECEIVED = "payment_received"
    HOLD_RELEASED = "hold_released"
    """Nobody paid in time for a booking that is paid in advance: its places were given back."""
    PAYMENT_REJECTED = "payment_rejected"
    CREDIT_NOTE_ISSUED = "credit_note_issued"
    INVOICE_REMINDER = "invoice_reminder"
    INVOICE_HANDED_OVER = "invoice_handed_over"
    ACCESS_ENDED = "access_ended"
    """The town ended the access of a login to a family. It goes to who was put out: to nobody of the family any more."""
    AGENT_APPOINTED = "agent_appointed"
    """Somebody works for the commune from now on, or in another way: to that person."""
    AGENT_ENDED = "agent_ended"
    """Somebody works for the commune no more: to that person."""
    REGISSEUR_APPOINTED = "regisseur_appointed"
    """The till has one more régisseur, `appointed` in the data: to those who answer for it already."""
    CORRECTION_ANSWERED = "correction_answered"
    """The town answered what a parent corrected in the family's file."""
    REQUEST_ANSWERED = "request_answered"
    """The town wrote in a thread of the family's: `request` and `message` in the data."""
    ANNOUNCEMENT_WRITTEN = "announcement_written"
    """The town wrote to many families: `announcement` in the data. Its delivery leaves one message for each address."""
    ANNOUNCEMENT = "announcement"
    """The mail of it to one addressee: an `account`, or a responsable without a login, by the keyed hash of the `address`."""
    ANNOUNCEMENT_TRIAL = "announcement_trial"
    """What an agent sends to themselves before it goes to families: `subject` and `text` in the data."""
    ERASURE_ASKED = "erasure_asked"
    """A family asks its town to erase it."""
    MEAL_ORDER = "meal_order"
    """Meals are ordered, or what was ordered changed: to the caterer, `sent` in the data."""
    MEAL_ORDER_WAITS = "meal_order_waits"
    """Nobody said that such a mail came, and the last call is near: to a secretary."""
    PAGES_CHANGED = "pages_changed"
    """What the commune's pages show has changed: its own file, its règlement, its news."""
    FILES_TO_ERASE = "files_to_erase"
    """A family was erased: its files go too."""
    PUSH = "push"
    """A device of a login is told: `account`, `device` and `about`, the kind of the message that the mail of it has too."""
    DOCUMENT_DUE = "document_due"
    """A document of a family is to be typeset and filed."""


class PagesOf(StrEnum):
    """What has changed of a commune: `data["of"]` of PAGES_CHANGED. Without it, anything may have changed."""

    NEWS = "news"
    REGLEMENT = "reglement"
    MENUS = "menus"


@dataclass(frozen=True, slots=True)
class Message:
    """`commune` and `family` are set where it concerns one. `data` depends on the kind and holds JSON values only."""

    id: str
    kind: MessageKind
    commune: str | None = None
    family: str | None = None
    data: dict[str, str | int] = field(default_factory=dict)


class Lane(StrEnum):
    """Messages of one lane never wait behind those of another: each lane has a function of its own that delivers them."""

    URGENT = "urgent"
    """What somebody waits for before a screen, or must hear of while something can still be done."""
    MAIN = "main"
    """Mails that leave in bulk (invoices, reminders, invitations), most pages to render, places to give."""
    DOCUMENTS = "documents"
    PUSH = "push"
    """What devices are told. Mails do not wait for the services of browsers' makers, nor the other way round."""


MAILS = (Lane.URGENT, Lane.MAIN)
"""The lanes that mails are in."""

URGENT = frozenset(
    {
        MessageKind.PASSWORD_RESET,
        MessageKind.ADDRESS_CHANGE,
        MessageKind.ADDRESS_CHANGED,
        MessageKind.PASSWORD_CHANGED,
        MessageKind.PASSKEY_ADDED,
        MessageKind.PASSKEY_REMOVED,
        MessageKind.SECOND_FACTOR_SET,
        MessageKind.SECOND_FACTOR_RESET,
        MessageKind.RECOVERY_CODE_USED,
        MessageKind.WRONG_CODES_GIVEN,
        MessageKind.ACCOUNT_CREATED,
        MessageKind.BOOKINGS_VALIDATED,
        MessageKind.ABSENCE_DECLARED,
        MessageKind.BOOKED_BY_TOWN,
        MessageKind.BOOKING_REQUEST_ANSWERED,
        MessageKind.CORRECTION_ANSWERED,
        MessageKind.REQUEST_ANSWERED,
        MessageKind.ACCESS_ENDED,
        MessageKind.AGENT_APPOINTED,
        MessageKind.AGENT_ENDED,
        MessageKind.REGISSEUR_APPOINTED,
        MessageKind.PLACE_GIVEN,
        MessageKind.MEAL_ORDER,
        MessageKind.MEAL_ORDER_WAITS,
        MessageKind.HOLD_RELEASED,
        MessageKind.PAYMENT_RECEIVED,
        MessageKind.ANNOUNCEMENT_TRIAL,
    }
)
"""Codes, and what confirms the act of one family. None of these is written for a whole town at once. So are the pages of news and menus: what a
town withdraws must not stay there until a thousand invoices have left."""

ASKED_FOR = "asked_for"
"""In the data of an invitation that one person waits for: it is urgent, while those of a list of families are not."""


def lane_of(message: Message) -> Lane:
    if message.kind in (MessageKind.DOCUMENT_DUE, MessageKind.FILES_TO_ERASE):
        return Lane.DOCUMENTS
    if message.kind is MessageKind.PUSH:
        return Lane.PUSH
    invited = message.kind is MessageKind.ACTIVATION and ASKED_FOR in message.data
    withdrawable = (PagesOf.NEWS, PagesOf.MENUS)
    pages = message.kind is MessageKind.PAGES_CHANGED and message.data.get("of") in withdrawable
    return Lane.URGENT if invited or pages or message.kind in URGENT else Lane.MAIN
