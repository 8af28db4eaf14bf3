"""Where each item lies. The commune's id, and the family's, are in every key of their data.

Ids come from `functions/storage/table/ids.py` or from the commune's file; both are URL-safe and hold no `#`.
"""

import hashlib
import hmac
from typing import NamedTuple

from functions.secrets import key_ring


class Key(NamedTuple):
    pk: str
    sk: str


def keyed_hash(text: str) -> str:
    """What stands in a key for an address or a code: nobody reads it back without the secret."""
    return hmac.new(key_ring().addresses, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def commune(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "COMMUNE")


COMMUNES = "COMMUNES"


def staff(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "STAFF")


def journal_of_commune(commune_id: str, line: str) -> Key:
    """What was done to the commune itself, and to no family of it."""
    return Key(f"C#{commune_id}#JOURNAL", line)


def journal_seal(commune_id: str, day: str, part: int) -> Key:
    return Key(f"C#{commune_id}#SEALS", f"{day}#{part:03}")


def all_journal(commune_id: str) -> str:
    """Every line of the commune and of its families, by its id, which sorts by the instant."""
    return f"C#{commune_id}#JOURNAL#all"


def reglement_head(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "REGLEMENT")


def reglement(commune_id: str, version: int) -> Key:
    return Key(f"C#{commune_id}", f"REGLEMENT#{version:06}")


NEWS_DUE = "NEWS#due"
"""Articles of all communes that time will change: published at their hour, or ended."""


def news(commune_id: str, article: str) -> Key:
    return Key(f"C#{commune_id}#NEWS", article)


def family(commune_id: str, family_id: str) -> Key:
    return Key(f"C#{commune_id}#F#{family_id}", "FAMILY")


def erasure(commune_id: str, family_id: str) -> Key:
    """An erasure of the family that has begun, until it is done."""
    return of_family(commune_id, family_id, "ERASURE")


def merge(commune_id: str, family_id: str) -> Key:
    """How the file was merged into another."""
    return of_family(commune_id, family_id, "MERGED")


def families(commune_id: str) -> str:
    return f"C#{commune_id}#FAMILIES"


def directory(commune_id: str, family_id: str) -> Key:
    """What the directory says of a family."""
    return of_family(commune_id, family_id, "DIRECTORY")


def directory_list(commune_id: str) -> str:
    return f"C#{commune_id}#DIRECTORY"


def find(commune_id: str, entry: str, family_id: str) -> Key:
    """There where a family is found under a word. `entry`: the part of the index and the word, as `mar#martin`."""
    part, _, word = entry.partition("#")
    return Key(find_part(commune_id, part), f"{word}#{family_id}")


def find_part(commune_id: str, part: str) -> str:
    """The words that begin with these letters."""
    return f"C#{commune_id}#FIND#{part}"


def of_family(commune_id: str, family_id: str, sort: str) -> Key:
    """An item of the family's own partition, by its sort key (`BASKET#…`, `RECEIVABLE#…`, …)."""
    return Key(f"C#{commune_id}#F#{family_id}", sort)


def billed(commune_id: str, family_id: str, sort: str) -> Key:
    """A document about money of the family's (`INVOICE#…`, `CREDIT_NOTE#…`): it names children and their days. Apart from what the
    family owes, because AWS tells rights by partition, and few functions have business with these."""
    return Key(f"C#{commune_id}#I#{family_id}", sort)


def basket(commune_id: str, family_id: str, account_id: str) -> Key:
    return of_family(commune_id, family_id, f"BASKET#{account_id}")


def week_patterns(commune_id: str, family_id: str, account_id: str) -> Key:
    return of_family(commune_id, family_id, f"PATTERNS#{account_id}")


def done(commune_id: str, family_id: str, idempotency_key: str) -> Key:
    return of_family(commune_id, family_id, f"KEY#{idempotency_key}")


def late_year(commune_id: str, family_id: str, year: int) -> Key:
    return of_family(commune_id, family_id, f"LATE#{year:04}")


def told_off(commune_id: str, family_id: str, month: str) -> Key:
    """Which booked days of a month the family was told do not take place."""
    return of_family(commune_id, family_id, f"TOLDOFF#{month}")


def journal(commune_id: str, family_id: str, line: str) -> Key:
    return of_family(commune_id, family_id, f"JOURNAL#{line}")


def child(commune_id: str, child_id: str) -> Key:
    return Key(f"C#{commune_id}#K#{child_id}", "CHILD")


def safety(commune_id: str, child_id: str) -> Key:
    """What keeps the child safe: apart from its file, because few may read it."""
    return Key(f"C#{commune_id}#K#{child_id}", "SAFETY")


def menu_names(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "MENU_NAMES")


def week_menu(commune_id: str, week: str) -> Key:
    """`week`: the ISO one, `2026-W49`."""
    return Key(f"C#{commune_id}#MENUS", week)


def week_document(commune_id: str, week: str) -> Key:
    """Beside the week's menu."""
    return Key(f"C#{commune_id}#MENUS", f"{week}#DOCUMENT")


def kitchen_settings(commune_id: str) -> Key:
    """Who receives the orders of meals, and when they are made."""
    return Key(f"C#{commune_id}", "KITCHEN")


def meal_orders(commune_id: str, sort: str = "") -> Key:
    """All that is ordered, in one partition: orders, the mails they left with, days that are watched, meals besides."""
    return Key(f"C#{commune_id}#ORDERS", sort)


def meal_order(commune_id: str, service: str, day: str, number: int) -> Key:
    return meal_orders(commune_id, f"{service}#{day}#{number:03}")


def sent_orders(commune_id: str, sent: str) -> Key:
    return meal_orders(commune_id, f"SENT#{sent}")


def order_watch(commune_id: str, service: str) -> Key:
    return meal_orders(commune_id, f"WATCH#{service}")


def meal_month(commune_id: str, service: str, month: str) -> Key:
    return meal_orders(commune_id, f"MEALS#{service}#{month}")


ORDERS_DUE = "ORDERS#due"
"""Services of all communes, by when something is next to be ordered."""


def orders_waiting(commune_id: str) -> str:
    """What was sent and that nobody said had come."""
    return f"C#{commune_id}#ORDERS#waiting"


def commune_of(key: Key) -> str:
    """Whose data lies there."""
    return key.pk.split("#")[1]


def ready_sentences(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "READY_SENTENCES")


def paper_kinds(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "PAPER_KINDS")


def paper(commune_id: str, family_id: str, kind: str, child: str) -> Key:
    """`child`: `-` for a paper about the family."""
    return of_family(commune_id, family_id, f"PAPER#{kind}#{child}")


def child_of(key: Key) -> str:
    """The child whose file or month lies there; empty for an item of something else."""
    _, _, rest = key.pk.partition("#K#")
    return rest


def family_of(key: Key) -> str:
    """The family whose item lies there; empty for an item of something else."""
    _, _, rest = key.pk.partition("#F#")
    return rest


def child_month(commune_id: str, child_id: str, month: str) -> Key:
    return Key(f"C#{commune_id}#K#{child_id}", f"MONTH#{month}")


def attendance_events(commune_id: str, child_id: str, day: str) -> Key:
    """What was tapped of the child on that day."""
    return Key(f"C#{commune_id}#K#{child_id}", f"EVENTS#{day}")


def children_of_month(commune_id: str, month: str) -> str:
    return f"C#{commune_id}#MONTH#{month}"


def called_off(commune_id: str, month: str) -> Key:
    """What the town itself called off in a month."""
    return Key(f"C#{commune_id}", f"CALLEDOFF#{month}")


def left_unmarked(commune_id: str, month: str) -> Key:
    """The lists of a month that nobody will write down."""
    return Key(f"C#{commune_id}", f"UNMARKED#{month}")


def service_month(commune_id: str, service: str, month: str) -> Key:
    return Key(f"C#{commune_id}#S#{service}", f"MONTH#{month}")


QUEUES = "QUEUES"
"""Every service's month in which somebody waits for a place."""


def queue(commune_id: str, service: str = "", month: str = "") -> str:
    """Its place in that list; without `service`, the prefix of a commune's."""
    return f"{commune_id}#{service}#{month}" if service else f"{commune_id}#"


def invoice(commune_id: str, family_id: str, invoice_id: str) -> Key:
    return billed(commune_id, family_id, f"INVOICE#{invoice_id}")


def receivable(commune_id: str, family_id: str, invoice_id: str) -> Key:
    return of_family(commune_id, family_id, f"RECEIVABLE#{invoice_id}")


def receivables_of_regie(commune_id: str, regie: str, year: int) -> str:
    """Of a year, those that are settled. What is owed has a list of its own, which reminders and the régisseur read."""
    return f"C#{commune_id}#R#{regie}#{year:04}"


def receivables_owed(commune_id: str, regie: str) -> str:
    return f"C#{commune_id}#R#{regie}#OWED"


def receivables_handed_over(commune_id: str, regie: str) -> str:
    return f"C#{commune_id}#R#{regie}#HANDED_OVER"


def credit_note(commune_id: str, family_id: str, note: str) -> Key:
    return billed(commune_id, family_id, f"CREDIT_NOTE#{note}")


def credit_notes_of_regie(commune_id: str, regie: str, year: int) -> str:
    return f"C#{commune_id}#R#{regie}#{year:04}#CREDIT_NOTES"


def encashment(commune_id: str, family_id: str, encashment_id: str) -> Key:
    return of_family(commune_id, family_id, f"ENCASHMENT#{encashment_id}")


def receipt_numbers(commune_id: str, regie: str, year: int) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"RECEIPTS#{year:04}")


def till(commune_id: str, regie: str, movement: str) -> Key:
    """The book of the till, by the instant of the movement."""
    return Key(f"C#{commune_id}#R#{regie}#TILL", movement)


def statement(commune_id: str, regie: str, label: str) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"STATEMENT#{label}")


def statement_lines(commune_id: str, regie: str, label: str, chunk: int) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"STATEMENT_LINES#{label}#{chunk:04}")


def statement_numbers(commune_id: str, regie: str, year: int) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"STATEMENTS#{year:04}")


def done_of_regie(commune_id: str, regie: str, idempotency_key: str) -> Key:
    """An act on the till itself, and on no family."""
    return Key(f"C#{commune_id}#R#{regie}", f"KEY#{idempotency_key}")


def till_closed(commune_id: str, regie: str) -> Key:
    """Until when statements have closed the book."""
    return Key(f"C#{commune_id}#R#{regie}", "TILL")


def payment(commune_id: str, family_id: str, attempt: str) -> Key:
    return of_family(commune_id, family_id, f"PAYMENT#{attempt}")


PAYMENTS_OPEN = "PAYMENTS#open"


def provider_payment(provider_id: str) -> Key:
    """The attempt behind the id a provider gave it. Providers change its case."""
    return Key(f"IDOP#{provider_id.lower()}", "IDOP")


def credit(commune_id: str, family_id: str, credit_id: str) -> Key:
    return of_family(commune_id, family_id, f"CREDIT#{credit_id}")


def alert(commune_id: str, alert_id: str) -> Key:
    return Key(f"C#{commune_id}#ALERTS", alert_id)


def open_alerts(commune_id: str) -> str:
    return f"C#{commune_id}#ALERTS#open"


def documents(commune_id: str, family_id: str) -> Key:
    """How many documents about money the family was sent."""
    return of_family(commune_id, family_id, "DOCUMENTS")


def hold(commune_id: str, family_id: str, invoice_id: str) -> Key:
    return of_family(commune_id, family_id, f"HOLD#{invoice_id}")


HOLDS = "HOLDS"


def invoice_numbers(commune_id: str, regie: str, year: int) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"NUMBERS#{year:04}")


RUNS_OPEN = "RUNS#open"


def invoicing_run(commune_id: str, regie: str, period: str) -> Key:
    return Key(f"C#{commune_id}#R#{regie}", f"RUN#{period}")


def preview(commune_id: str, regie: str, period: str, preview_id: str = "", part: int = 0) -> Key:
    """The latest of a period; or a part of one, by its id."""
    of = f"#{preview_id}#{part:04}" if preview_id else ""
    return Key(f"C#{commune_id}#R#{regie}", f"PREVIEW#{period}{of}")


def run_shard(commune_id: str, regie: str, period: str, plan: str = "", shard: int | None = None) -> Key:
    """A part of the families of a run; without `plan` or `shard`, the prefix of such keys."""
    place = "" if shard is None else f"{plan}#{shard:04}"
    return Key(f"C#{commune_id}#R#{regie}", f"RUN#{period}#{place or plan}")


def evening(commune_id: str, day: str) -> Key:
    return Key(f"C#{commune_id}", f"EVENING#{day}")


def drafts(commune_id: str, plan: str, shard: int, sort: str = "") -> Key:
    """A chunk of the invoices planned for a part of the families. Each part has a partition of its own: one takes a
    megabyte a second, whatever one pays."""
    return Key(f"C#{commune_id}#PLAN#{plan}#{shard:04}", sort)


def account(account_id: str) -> Key:
    return Key(f"A#{account_id}", "ACCOUNT")


def of_account(account_id: str, sort: str) -> Key:
    """An item of the login's own partition (`KEY#…`, `JOURNAL#…`)."""
    return Key(f"A#{account_id}", sort)


def agent_of(account_id: str, commune_id: str) -> Key:
    """There where the commune appointed the login; in what, its `STAFF` says."""
    return of_account(account_id, f"AGENT_OF#{commune_id}")


def calendar_feed(account_id: str) -> Key:
    return of_account(account_id, "CALENDAR")


def second_factor(account_id: str) -> Key:
    return of_account(account_id, "FACTOR")


def passkeys(account_id: str) -> Key:
    return of_account(account_id, "PASSKEYS")


def passkey_challenge(digest: str) -> Key:
    """What a passkey is asked to sign by who is not known yet."""
    return Key(f"P#{digest}", "CHALLENGE")


def pending_sign_in(account_id: str, secret_hash: str) -> Key:
    return of_account(account_id, f"PENDING#{secret_hash}")


def device(commune_id: str, device_id: str) -> Key:
    """A tablet of the town."""
    return Key(f"C#{commune_id}#DEVICES", device_id)


def session(account_id: str, secret_hash: str) -> Key:
    return Key(f"A#{account_id}", f"SESSION#{secret_hash}")


def push_device(account_id: str, session_hash: str) -> Key:
    """A device of the login that is told of things, by the session that chose it."""
    return Key(f"P#{account_id}", f"DEVICE#{session_hash}")


def of_address(email: str, sort: str) -> Key:
    """An item reached by an e-mail address: `LOGIN`, `ACTIVATION`, `RESET`, `ADDRESS`, `MAIL`."""
    return Key(f"L#{keyed_hash(email)}", sort)


def of_letter(code: str) -> Key:
    """What the code of a letter on paper leads to."""
    return Key(f"L#{keyed_hash(f'letter/{code}')}", "LETTER")


def unreachable(commune_id: str, family_id: str, address: str) -> Key:
    """`address`: its keyed hash."""
    return of_family(commune_id, family_id, f"UNREACHABLE#{address}")


def all_unreachable(commune_id: str) -> str:
    return f"C#{commune_id}#UNREACHABLE"


def throttle(scope: str, subject: str, window: int) -> Key:
    """`subject`: an e-mail address, a network; hashed, as neither is a key in clear."""
    return Key(f"T#{scope}#{keyed_hash(subject)}", f"{window}")


def request(commune_id: str, family_id: str, request_id: str) -> Key:
    return of_family(commune_id, family_id, f"REQUEST#{request_id}")


def open_requests(commune_id: str) -> str:
    """All that waits for an answer of the town's agents, but what families ask about bookings."""
    return f"C#{commune_id}#REQUESTS#open"


def thread(commune_id: str, family_id: str, thread_id: str) -> Key:
    """What a family and its town write to each other about one matter."""
    return of_family(commune_id, family_id, f"THREAD#{thread_id}")


def thread_message(commune_id: str, family_id: str, thread_id: str, message: str) -> Key:
    return of_family(commune_id, family_id, f"MESSAGE#{thread_id}#{message}")


def proof_to_read(commune_id: str, family_id: str, absence: str) -> Key:
    return of_family(commune_id, family_id, f"PROOF#{absence}")


def upload(commune_id: str, family_id: str, upload_id: str) -> Key:
    """A file on its way, of the family or about it."""
    return of_family(commune_id, family_id, f"UPLOAD#{upload_id}")


def document(commune_id: str, family_id: str, kind: str, subject: str) -> Key:
    return of_family(commune_id, family_id, f"DOCUMENT#{kind}#{subject}")


def booking_request(commune_id: str, family_id: str, request_id: str) -> Key:
    return of_family(commune_id, family_id, f"ASKED#{request_id}")


def open_booking_requests(commune_id: str) -> str:
    return f"C#{commune_id}#ASKED#open"


def announcement(commune_id: str, announcement_id: str) -> Key:
    """A message of the town to many families."""
    return Key(f"C#{commune_id}#ANNOUNCEMENTS", announcement_id)


def family_told(commune_id: str, family_id: str, announcement_id: str) -> Key:
    return of_family(commune_id, family_id, f"ANNOUNCED#{announcement_id}")


def families_told(commune_id: str, announcement_id: str) -> str:
    """The families that were sent a message."""
    return f"C#{commune_id}#ANNOUNCED#{announcement_id}"


def outbox(shard: int, message: str, lane: str = "") -> Key:
    """`lane`: empty for the main one."""
    return Key(f"OUTBOX#{lane}#{shard}" if lane else f"OUTBOX#{shard}", message)


def outbox_failed(message: str, commune_id: str | None = None) -> Key:
    """Where a message lies that was given up: with its commune, or with those that are of none."""
    return Key("OUTBOX#failed" if commune_id is None else f"C#{commune_id}#UNSENT", message)
