"""What a family does in a month of school, and what each act uses.

The habits are assumptions, written here to be argued with. The units of the acts were measured on the engine
by `tests/infra/test_costs.py`, which fails where they have drifted.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """`times` a family and month; units of DynamoDB and requests to the API of one."""

    name: str
    times: float
    read_units: float
    write_units: float
    api_requests: int = 1
    mails: float = 0
    renders: float = 0
    """Seconds of the job that renders documents."""


ACTS = (
    Act("se connecter", 1, 13, 12, api_requests=2),
    Act("ouvrir le planning", 24, 24, 0, api_requests=2),
    Act("cliquer sur une date", 20, 17, 5),
    Act("valider", 4, 20, 30, mails=1),
    Act("lire ses factures", 3, 14, 0, api_requests=2),
    Act("recevoir sa facture", 1, 72, 45, api_requests=0, mails=2, renders=0.1),
    Act("payer", 1, 24, 35, api_requests=3, mails=2),
)
"""Two parents, two children: the week is looked at some evenings, changed once a week, one invoice is paid."""

PAGE_VIEWS = 40
PAGE_KB = 12
"""With what the browser already holds: `make budget` gives the first view."""
API_KB = 2
ITEM_KB = 50
"""Of a family after a year: files, months of bookings, invoices, journal; with the index, which repeats what is listed."""
DOCUMENT_KB = 60
FILES = 0.3
"""A month, that a family sends the town: papers of the new school year, a question with a photo now and then."""
FILE_KB = 600
FILE_MONTHS = 24
"""How long one is kept."""

API_SECONDS = 0.06
API_GB = 0.5
COLD_EVERY = 50
COLD_SECONDS = 1.2
LOG_KB = 0.5
"""Of one call."""

ACCESS_LOG_KB = 0.15
"""Of one request in CloudFront's log, compressed. CloudFront's delivery to S3 is not billed, what lies there is."""
ACCESS_LOG_FILES = 8 * 24 * 30
"""A month, "several an hour"."""

SCHEDULED_CALLS = 4 * 43_200 + 3 * 8_640 + 2 * 4_320 + 3_000
"""A month of jobs that find nothing to do: every minute mails in two lanes, documents and devices to tell, every five payments, holds and orders of meals, every ten what was forgotten
and who waits, and those of each hour and night."""
SCHEDULED_SECONDS = 0.05
JOB_GB = 0.25
ALARMS = 19
"""A test counts those of the template."""
SCHEDULED_READS = (4 * (4 + 4) + 1) * 0.5 * 43_200 + 3 * 8_640 + 2 * 4_320
