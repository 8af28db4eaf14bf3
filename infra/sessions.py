"""`python -m infra.sessions close`: end every session of every login, on the day when somebody may hold one that is not theirs.

Everybody logs in again with the password they have. Run it again for those who logged in meanwhile.
"""

import sys
from argparse import ArgumentParser
from typing import Any

import boto3

from functions.settings import settings
from infra.french import counted


def main(arguments: list[str], dynamodb: Any = None) -> int:
    parser = ArgumentParser(prog="python -m infra.sessions")
    parser.add_argument("act", choices=["close"])
    parser.parse_args(arguments)
    closed = close_all(dynamodb or boto3.client("dynamodb"), settings().table)
    print(f"{counted(closed, 'session fermée', 'sessions fermées')}.")
    return 0


def close_all(dynamodb: Any, table: str) -> int:
    """How many there were. A scan: an operator's act, which no function of the portal may do."""
    closed = 0
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="begins_with(pk, :account) AND begins_with(sk, :session)",
        ExpressionAttributeValues={":account": {"S": "A#"}, ":session": {"S": "SESSION#"}},
        ProjectionExpression="pk, sk",
    )
    for page in pages:
        for item in page["Items"]:
            dynamodb.delete_item(TableName=table, Key=item)
            closed += 1
    return closed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
