"""AWS's list prices in eu-west-3 (Paris), in US dollars before tax, as published in 2025–2026. Check them before a promise.

https://aws.amazon.com/dynamodb/pricing/on-demand/ · https://aws.amazon.com/lambda/pricing/ ·
https://aws.amazon.com/api-gateway/pricing/ · https://aws.amazon.com/cloudfront/pricing/ · https://aws.amazon.com/s3/pricing/ ·
https://aws.amazon.com/ses/pricing/ · https://aws.amazon.com/sqs/pricing/ · https://aws.amazon.com/cloudwatch/pricing/
"""

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """`dollars` for one unit; `free`: units a month that AWS never bills."""

    dollars: float
    free: float = 0.0

    def of(self, units: float) -> float:
        return max(0.0, units - self.free) * self.dollars


READ_UNIT = Price(0.1485 / MILLION)
WRITE_UNIT = Price(0.7423 / MILLION)
TABLE_GB = Price(0.297, free=25)
RECOVERY_GB = Price(0.2376)
"""Point-in-time recovery, on every gigabyte of the table."""
LAMBDA_REQUEST = Price(0.20 / MILLION, free=MILLION)
LAMBDA_GB_SECOND = Price(0.0000133334, free=400_000)
"""On arm64; x86-64 costs a quarter more."""
API_REQUEST = Price(3.50 / MILLION)
EDGE_REQUEST = Price(1.20 / MILLION, free=10 * MILLION)
EDGE_GB = Price(0.085, free=1024)
S3_GB = Price(0.024)
S3_PUT = Price(5.3 / MILLION)
S3_GET = Price(0.42 / MILLION)
MAIL = Price(0.10 / 1000)
QUEUE_REQUEST = Price(0.40 / MILLION, free=MILLION)
LOGS_GB = Price(0.5985, free=5)
ALARM = Price(0.10, free=10)
