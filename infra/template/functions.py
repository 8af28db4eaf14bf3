"""What each function may do, and how large it is: one row a function of `app.py`, one role a row.

A new route needs nothing here. A new job needs a row: a test says so, and under `make deploy-test` a call that its row does
not allow is refused as on AWS.
"""

from dataclasses import dataclass
from typing import Any, Final

from infra.template import table

Statement = dict[str, Any]

READ: Final = ("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query")
WRITE: Final = (
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
)
"""A transaction is as many calls of these, each with its own key."""

OF_FAMILIES: Final = "C#*#F#*"
OF_CHILDREN: Final = "C#*#K#*"
INVOICES: Final = "C#*#I#*"
"""And credit notes: they name children and their days, which what is owed of them does not."""
ACCOUNTS: Final = "A#*"
LOGINS: Final = "L#*"
OUTBOX: Final = "OUTBOX#*"
UNSENT: Final = "C#*#UNSENT"
"""What was given up, with its commune."""
MAILS: Final = ("OUTBOX#?", "OUTBOX#urgent#?", "OUTBOX#failed")
URGENT: Final = ("OUTBOX#urgent#?", "OUTBOX#failed")
FOLDERS_OF_FAMILIES: Final = ("proofs", "exports", "incoming", "sealed", "kept")
"""Of what families sent, and of what they asked for."""
DOCUMENTS: Final = ("OUTBOX#documents#?", "OUTBOX#failed")
PUSH: Final = ("OUTBOX#push#?", "OUTBOX#failed")
DEVICES: Final = "P#*"
"""Of logins: which of their devices are told of things."""
"""Partitions, as `functions/storage/table/keys.py` writes them. IAM's `*` also stands for `#`, so `C#*` is all that communes have."""

TABLE: Final = table.ARN
INDEX: Final = table.INDEX_ARN


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    """As in `app.py`; the API's is `api_handler`."""
    memory_mb: int
    """Lambda gives a share of a processor with it: 1769 MB is one, which a cold start and a password's hash can use."""
    timeout_seconds: int
    statements: tuple[Statement, ...]
    layers: tuple[str, ...] = ()
    """Files of `infra/layers`."""
    secrets: tuple[str, ...] = ()
    """Variables of infra/template/runtime.py: the key of hashed addresses and codes, those of the banks."""


def allow(*actions: str, on: Any, keys: tuple[str, ...] = ()) -> Statement:
    """`keys`: only items (or entries of the index) whose partition key is like one of these."""
    statement: Statement = {"Effect": "Allow", "Action": list(actions), "Resource": on}
    if keys:
        statement["Condition"] = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(keys)}}
    return statement


def never(*actions: str, keys: tuple[str, ...]) -> Statement:
    """Not even one item of these partitions among others."""
    return {
        "Effect": "Deny",
        "Action": list(actions),
        "Resource": [TABLE, INDEX],
        "Condition": {"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": list(keys)}},
    }


IDENTITIES: Final = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"
_ENCRYPTED: Final = (
    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailsAreEncrypted}"
)
_MAILS: Final = {
    "Effect": "Allow",
    "Action": ["ses:SendEmail"],
    "Resource": [{"Fn::Sub": IDENTITIES}, {"Fn::Sub": _ENCRYPTED}],
    "Condition": {
        "StringLike": {"ses:FromAddress": [{"Fn::Sub": "*@${MailIdentity}"}, {"Fn::Sub": "${MailIdentity}"}]}
    },
}
"""As the portal's own sender. Any identity: of an account that SES has in its sandbox, the recipient's is asked for too."""
_PAGES: Final = allow("s3:PutObject", on={"Fn::Sub": "${PagesBucket.Arn}/*"})
_NEWS_FILES: Final = (
    allow("s3:GetObject", on={"Fn::Sub": "${UploadsBucket.Arn}/news/*"}),
    allow("s3:DeleteObject", on={"Fn::Sub": "${PagesBucket.Arn}/*/actualites/*"}),
    allow("s3:DeleteObject", on={"Fn::Sub": "${PagesBucket.Arn}/*/menus/*"}),
)
"""What an article shows is copied to the site, and taken off it with the article; so is the document of a menu."""
_COMMUNES: Final = allow("dynamodb:Query", on=INDEX, keys=("COMMUNES",))
_INVOICING_QUEUE: Final = {"Fn::GetAtt": ["InvoicingQueue", "Arn"]}
_MAIL_RETURNS_QUEUE: Final = {"Fn::GetAtt": ["MailReturnsQueue", "Arn"]}

FUNCTIONS: Final = (
    Function(
        "api_handler",
        memory_mb=1024,
        timeout_seconds=29,
        layers=("cryptography", "pdf"),
        statements=(
            allow(*READ, *WRITE, on=TABLE),
            allow("dynamodb:Query", on=INDEX),
            never("dynamodb:DeleteItem", "dynamodb:UpdateItem", *READ, keys=(OUTBOX,)),
            allow("sqs:SendMessage", on=_INVOICING_QUEUE),
            allow("s3:GetObject", on={"Fn::Sub": "${DocumentsBucket.Arn}/*"}),
            allow("s3:GetObject", "s3:PutObject", on={"Fn::Sub": "${UploadsBucket.Arn}/*"}),
            allow("s3:DeleteObject", on={"Fn::Sub": "${UploadsBucket.Arn}/incoming/*"}),
        ),
        secrets=("PREAU_SECRET_KEY", "PREAU_PAYZEN_KEYS"),
    ),
    Function(
        "outbox",
        memory_mb=512,
        timeout_seconds=60,
        layers=("pages",),
        statements=(
            allow(*READ, on=TABLE, keys=("C#*", ACCOUNTS, LOGINS, DEVICES, *MAILS)),
            allow(*WRITE, on=TABLE, keys=("C#*", LOGINS, *MAILS, *PUSH)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "QUEUES", "C#*#MONTH#*")),
            never(*READ, *WRITE, keys=(INVOICES,)),
            _PAGES,
            *_NEWS_FILES,
            _MAILS,
        ),
        secrets=("PREAU_SECRET_KEY",),
    ),
    Function(
        "urgent_outbox",
        memory_mb=512,
        timeout_seconds=60,
        layers=("pages",),
        statements=(
            # A letter is of the town, the family, its children and the login; what is given up is put aside for the town.
            allow(*READ, on=TABLE, keys=("C#*", ACCOUNTS, LOGINS, DEVICES, *URGENT)),
            allow(*WRITE, on=TABLE, keys=(UNSENT, LOGINS, *URGENT, *PUSH)),
            # News whose hour has come is announced, and rendered.
            allow("dynamodb:UpdateItem", on=TABLE, keys=("C#*#NEWS",)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "NEWS#due")),
            never(*READ, *WRITE, keys=(INVOICES,)),
            _PAGES,
            *_NEWS_FILES,
            _MAILS,
        ),
        secrets=("PREAU_SECRET_KEY",),
    ),
    Function(
        "push",
        memory_mb=512,
        timeout_seconds=60,
        statements=(
            # What a notification is about is what its mail would say; a device that is gone is forgotten.
            allow(*READ, on=TABLE, keys=("C#*", ACCOUNTS, DEVICES, *PUSH)),
            allow(*WRITE, on=TABLE, keys=(DEVICES, *PUSH)),
            never(*READ, keys=(INVOICES,)),
        ),
        layers=("cryptography",),
        secrets=("PREAU_SECRET_KEY", "PREAU_PUSH_KEY"),
    ),
    Function(
        "mail_returns",
        memory_mb=256,
        timeout_seconds=60,
        statements=(
            allow(*READ, on=TABLE, keys=(OF_FAMILIES, ACCOUNTS, LOGINS)),
            allow(*WRITE, on=TABLE, keys=(OF_FAMILIES, LOGINS)),
            allow(
                "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", on=_MAIL_RETURNS_QUEUE
            ),
        ),
        secrets=("PREAU_SECRET_KEY",),
    ),
    Function(
        "documents",
        memory_mb=1024,
        timeout_seconds=60,
        statements=(
            allow(*READ, on=TABLE, keys=("C#*", *DOCUMENTS)),
            allow(*WRITE, on=TABLE, keys=(OF_FAMILIES, UNSENT, *DOCUMENTS)),
            never(*READ, keys=(OF_CHILDREN,)),
            allow("s3:PutObject", "s3:DeleteObject", on={"Fn::Sub": "${DocumentsBucket.Arn}/*"}),
            # Of a family that was erased, all that it sent: its folders are listed, and emptied.
            allow("s3:ListBucket", on={"Fn::GetAtt": ["UploadsBucket", "Arn"]}),
            *(
                allow("s3:DeleteObject", on={"Fn::Sub": f"${{UploadsBucket.Arn}}/{folder}/*"})
                for folder in FOLDERS_OF_FAMILIES
            ),
        ),
        layers=("documents",),
    ),
    Function(
        "invoicing",
        memory_mb=512,
        timeout_seconds=300,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*",)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "RUNS#open", "C#*")),
            never(*WRITE, keys=(OF_FAMILIES, OF_CHILDREN, INVOICES)),
            allow("sqs:SendMessage", on=_INVOICING_QUEUE),
        ),
    ),
    Function(
        "invoicing_step",
        memory_mb=512,
        timeout_seconds=120,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*", OUTBOX)),
            never(*WRITE, keys=(OF_CHILDREN,)),
            allow(
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
                "sqs:SendMessage",
                on=_INVOICING_QUEUE,
            ),
        ),
    ),
    Function(
        "open_months",
        memory_mb=256,
        timeout_seconds=900,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*", OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "C#*#FAMILIES")),
            never(*READ, *WRITE, keys=(INVOICES,)),
        ),
    ),
    Function(
        "seals",
        memory_mb=256,
        timeout_seconds=900,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*#SEALS",)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "C#*#JOURNAL#all")),
        ),
    ),
    Function(
        "payments_sweep",
        memory_mb=256,
        timeout_seconds=240,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*", "IDOP#*", OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("PAYMENTS#open",)),
            never(*READ, *WRITE, keys=(OF_CHILDREN, INVOICES)),
        ),
        secrets=("PREAU_PAYZEN_KEYS",),
    ),
    Function(
        "holds",
        memory_mb=256,
        timeout_seconds=240,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*", "IDOP#*", OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("HOLDS",)),
        ),
        secrets=("PREAU_PAYZEN_KEYS",),
    ),
    Function(
        "waiting_sweep",
        memory_mb=256,
        timeout_seconds=300,
        statements=(
            allow(*READ, *WRITE, on=TABLE, keys=("C#*", OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "QUEUES")),
            never(*READ, *WRITE, keys=(INVOICES,)),
        ),
    ),
    Function(
        "meal_orders",
        memory_mb=512,
        timeout_seconds=240,
        statements=(
            allow(*READ, on=TABLE, keys=("C#*",)),
            allow(*WRITE, on=TABLE, keys=("C#*", OUTBOX)),
            allow(
                "dynamodb:Query",
                on=INDEX,
                keys=("COMMUNES", "ORDERS#due", "C#*#FAMILIES", "C#*#ORDERS#waiting"),
            ),
            never(*WRITE, keys=(OF_FAMILIES, OF_CHILDREN)),
            never(*READ, *WRITE, keys=(INVOICES,)),
        ),
    ),
    Function(
        "reminders",
        memory_mb=256,
        timeout_seconds=300,
        statements=(
            allow(*READ, on=TABLE, keys=("C#*",)),
            allow(*WRITE, on=TABLE, keys=(OF_FAMILIES, OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "C#*#R#*#OWED")),
            never(*READ, keys=(OF_CHILDREN, INVOICES)),
        ),
    ),
    Function(
        "forgotten",
        memory_mb=512,
        timeout_seconds=300,
        statements=(
            allow(*READ, on=TABLE, keys=("C#*",)),
            allow(*WRITE, on=TABLE, keys=("C#*", OUTBOX)),
            allow("dynamodb:Query", on=INDEX, keys=("COMMUNES", "C#*#FAMILIES")),
            never(*WRITE, keys=(OF_CHILDREN,)),
            never(*READ, *WRITE, keys=(INVOICES,)),
        ),
    ),
    Function(
        "pages",
        memory_mb=512,
        timeout_seconds=300,
        layers=("pages",),
        statements=(
            allow(*READ, on=TABLE, keys=("C#*",)),
            _COMMUNES,
            never(*READ, keys=(OF_FAMILIES, OF_CHILDREN, INVOICES)),
            _PAGES,
        ),
    ),
)
