"""Dollars a month, by service, for so many families."""

from collections.abc import Iterable

from infra.costs import prices, usage
from infra.costs.usage import ACTS, Act

KB_OF_GB = 1024 * 1024


def monthly(families: int, acts: Iterable[Act] = ACTS) -> dict[str, float]:
    """What a month of school costs, the largest first. Under a summer it is less."""
    done = [(act, act.times * families) for act in acts]
    calls = sum(times * act.api_requests for act, times in done)
    reads = sum(times * act.read_units for act, times in done) + usage.SCHEDULED_READS
    writes = sum(times * act.write_units for act, times in done)
    mails = sum(times * act.mails for act, times in done)
    documents = sum(times for act, times in done if act.renders)
    files = families * usage.FILES
    rendering = sum(times * act.renders for act, times in done)
    held_gb = families * usage.ITEM_KB / KB_OF_GB
    pages = families * usage.PAGE_VIEWS
    api_seconds = calls * (usage.API_SECONDS + usage.COLD_SECONDS / usage.COLD_EVERY)
    seconds_gb = (
        api_seconds * usage.API_GB
        + usage.SCHEDULED_CALLS * usage.SCHEDULED_SECONDS * usage.JOB_GB
        + (mails * 0.1 + rendering) * usage.API_GB
    )
    invocations = calls + usage.SCHEDULED_CALLS + mails / 10 + documents
    sent_gb = (pages * usage.PAGE_KB + calls * usage.API_KB) / KB_OF_GB
    costs = {
        "API Gateway": prices.API_REQUEST.of(calls),
        "DynamoDB, écritures": prices.WRITE_UNIT.of(writes),
        "DynamoDB, lectures": prices.READ_UNIT.of(reads),
        "DynamoDB, stockage et restauration": prices.TABLE_GB.of(held_gb) + prices.RECOVERY_GB.of(held_gb),
        "Lambda": prices.LAMBDA_REQUEST.of(invocations) + prices.LAMBDA_GB_SECOND.of(seconds_gb),
        "CloudFront": prices.EDGE_REQUEST.of(pages + calls) + prices.EDGE_GB.of(sent_gb),
        "S3": (
            prices.S3_GB.of(
                12 * documents * usage.DOCUMENT_KB / KB_OF_GB
                + (pages + calls) * usage.ACCESS_LOG_KB / KB_OF_GB  # a month of them
                + usage.FILE_MONTHS * files * usage.FILE_KB / KB_OF_GB
            )
            + prices.S3_PUT.of(documents + 3 * files + usage.ACCESS_LOG_FILES)  # sent, sealed, kept
            + prices.S3_GET.of(pages / 20)
        ),
        "SES (mails)": prices.MAIL.of(mails),
        "SQS": prices.QUEUE_REQUEST.of(documents / 10),
        "CloudWatch": prices.LOGS_GB.of(invocations * usage.LOG_KB / KB_OF_GB)
        + prices.ALARM.of(usage.ALARMS),
    }
    return dict(sorted(costs.items(), key=lambda cost: -cost[1]))
