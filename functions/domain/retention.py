"""How long each thing about people is kept.

The page « Confidentialité » says these figures (`functions/french/privacy/retention.py`), and what deletes things in their time is made
of them: the TTL of items, the lifecycle of buckets, the retention of logs. `tests/publishing/test_retention.py` reads both.
What has no time of its own is kept for as long as the family's file (`functions/usecases/privacy/erase_family.py`).
"""

from datetime import UTC, date, datetime, timedelta

SESSION_UNUSED = timedelta(days=7)
"""A parent comes back every week; a phone left in a drawer is logged out."""
SESSION = timedelta(days=30)
AGENTS_SESSION_UNUSED = timedelta(hours=1)
"""A screen that was left open over lunch shows no family's file any more."""
AGENTS_SESSION = timedelta(hours=12)
"""A day of work: each begins with the second factor."""
DEVICE = timedelta(days=30)
"""A tablet of the town, from when it was enrolled; and as long again that it was."""
PUSH_DEVICE = timedelta(days=365)
"""That a device is told of things, from when it was last chosen there: a school year. Signing out ends it at once."""
PENDING_SIGN_IN = timedelta(minutes=5)
"""Between the password and the code of the phone."""
PENDING_ENROLMENT = timedelta(minutes=30)
"""The same at the first sign-in: an application is to be installed meanwhile."""
PASSKEY_CHALLENGE = timedelta(minutes=5)
"""What a passkey is asked to sign: as long as somebody looks for their finger, or for the key."""
KNOWN_PLACE = timedelta(days=60)
"""A keyed hash of the network from which a login was opened: strangers who try passwords then lock nobody out."""
INVITATION_OPEN = timedelta(days=30)
INVITATION = INVITATION_OPEN + timedelta(days=60)
"""Beyond its end, so that a parent who comes late is told that it is late."""
MAILED_CODE_OPEN = timedelta(hours=1)
MAILED_CODE = timedelta(days=7)
"""Beyond its own life, so that a repeated request still finds its answer."""
DONE_ACT = timedelta(days=7)
"""The answer of an act: longer than a phone stays without network."""
UNSENT_MESSAGE = timedelta(days=90)
"""One that was given up: for somebody to look at."""
UNREACHABLE_ADDRESS = timedelta(days=365)
"""That an address does not receive our mails: then it is tried again."""
PROOF = timedelta(days=365)
FILE_ON_ITS_WAY = timedelta(days=3)
"""At most, of one that was sent and that nothing holds: likewise."""
TAPS = timedelta(days=365)
"""Each tap of who came: who fetched a child, when, a note of the day. What is billed of it is in the child's month."""
THREAD = timedelta(days=730)
"""What a family and its town wrote to each other, from the last message on: last year's answer is asked for again this year. Also the file
that proves a quotient, which next year's replaces."""
ANNOUNCEMENT = timedelta(days=730)
"""What the town wrote to many families, and to whom: as long as a thread."""
MEAL_ORDERS = timedelta(days=730)
"""How many meals were ordered and served: figures, and no child. Two school years are compared."""
LEFT_UNMARKED = timedelta(days=400)
"""Which lists of a month nobody would write down, from its first day on: a period is invoiced within the year."""
HEALTH_SHEET_UNTIL = (11, 1)
"""Month and day, after the school year for which it was attested: at the start of the next one it is still there to be confirmed."""
EXPORT = timedelta(days=7)
"""At most: S3 deletes once a day what a rule names, and what it deleted a day later."""
BACKUP = timedelta(days=430)
"""A school year and a little more, and a month more for what was replaced."""
LOG = timedelta(days=30)
AGENTS_ACCESS = timedelta(days=365)
"""The longest that the CNIL recommends for the logs of accesses (délibération n° 2021-122 of 14 October 2021)."""
ACCOUNTING_YEARS = 10
"""From the end of the year in which it was issued (Code de commerce, L123-22, which public accounting follows)."""


def health_sheet_until(year: int) -> date:
    """The day on which the health sheet of the school year that begins in `year` is deleted, unless it was attested again."""
    return date(year + 1, *HEALTH_SHEET_UNTIL)


def accounting_until(day: date) -> datetime:
    """Until when a piece of accounting of that day is kept."""
    return datetime(day.year + ACCOUNTING_YEARS + 1, 1, 1, tzinfo=UTC)
