"""Where data lies: the table, the buckets. None of it is deleted with the stack."""

from typing import Any, Final

from functions.domain import retention
from functions.storage.table.item import ByList

KEPT: Final = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
KEPT_ONCE_MADE: Final = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
"""Not from a first deployment that failed: what it left would stand in the way of the next. The table's own protection keeps it."""
INDEX_NAME: Final = ByList.Meta.index_name

REPLACED_DAYS: Final = 30
"""How long the last version of a file stays that was replaced or deleted."""
BACKUP_DAYS: Final = retention.BACKUP.days - REPLACED_DAYS
"""A backup holds everything about everybody."""
ACCOUNTING_DAYS: Final = (retention.ACCOUNTING_YEARS + 1) * 366
"""Of a document that was issued on the first day of a year, which is kept from the end of that year on."""
UPLOADS_DAYS: Final = retention.PROOF.days - REPLACED_DAYS
"""Proofs of absences."""
FILES_DAYS: Final = retention.THREAD.days - REPLACED_DAYS
"""What families and their town send each other."""
ACCESS_LOGS_DAYS: Final = retention.LOG.days
"""What CloudFront wrote of each request: long enough to look into an attack, as the functions' own logs are."""


def resources() -> dict[str, Any]:
    return {
        "Table": _table(),
        "PagesBucket": _bucket(),
        "PagesBucketPolicy": _policy("PagesBucket", _read_by_cloudfront("PagesBucket")),
        "DocumentsBucket": _bucket(_expiring(ACCOUNTING_DAYS)),
        "DocumentsBucketPolicy": _policy("DocumentsBucket"),
        "UploadsBucket": _sent_by_browsers(
            _bucket(
                _expiring(FILES_DAYS),
                _expiring(UPLOADS_DAYS, "proofs/"),
                *(_short(folder) for folder in ("exports/", "incoming/", "sealed/")),
            )
        ),
        "UploadsBucketPolicy": _policy("UploadsBucket"),
        "BackupsBucket": _bucket(_expiring(BACKUP_DAYS)),
        "BackupsBucketPolicy": _policy("BackupsBucket"),
        "AccessLogsBucket": _bucket(_expiring(ACCESS_LOGS_DAYS - 1), replaced_days=1),
        "AccessLogsBucketPolicy": _policy("AccessLogsBucket", _written_by_cloudfront("AccessLogsBucket")),
    }


def _table() -> dict[str, Any]:
    names = ("pk", "sk", "list_pk", "list_sk")
    return {
        "Type": "AWS::DynamoDB::Table",
        **KEPT,
        "Properties": {
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in names],
            "KeySchema": _keys("pk", "sk"),
            "BillingMode": "PAY_PER_REQUEST",
            "OnDemandThroughput": _ceiling(),
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": INDEX_NAME,
                    "KeySchema": _keys("list_pk", "list_sk"),
                    "Projection": {"ProjectionType": "ALL"},
                    "OnDemandThroughput": _ceiling(),
                }
            ],
            "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True},
            "PointInTimeRecoverySpecification": {
                "PointInTimeRecoveryEnabled": True,
                "RecoveryPeriodInDays": 35,
            },
            "DeletionProtectionEnabled": True,
            "SSESpecification": {"SSEEnabled": False},
            "StreamSpecification": {"StreamViewType": "KEYS_ONLY"},
        },
    }


def _keys(hashed: str, sorted_by: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hashed, "KeyType": "HASH"},
        {"AttributeName": sorted_by, "KeyType": "RANGE"},
    ]


def _ceiling() -> dict[str, Any]:
    return {
        "MaxReadRequestUnits": {"Ref": "ReadUnitsAtMost"},
        "MaxWriteRequestUnits": {"Ref": "WriteUnitsAtMost"},
    }


def _bucket(*rules: dict[str, Any], replaced_days: int = REPLACED_DAYS) -> dict[str, Any]:
    """Private, encrypted, owned by the account alone; what is replaced or deleted stays a month. `rules`: lifetimes of its own."""
    replaced = {
        "Id": "replaced",
        "Status": "Enabled",
        "NoncurrentVersionExpiration": {"NoncurrentDays": replaced_days},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
    }
    return {
        "Type": "AWS::S3::Bucket",
        **KEPT_ONCE_MADE,
        "Properties": {
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
            "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [
                    {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
                ]
            },
            "VersioningConfiguration": {"Status": "Enabled"},
            "LifecycleConfiguration": {"Rules": [replaced, *rules]},
        },
    }


def _expiring(days: int, folder: str = "") -> dict[str, Any]:
    """Of two rules for one file, S3 follows the shorter
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html)."""
    rule = {"Id": folder.strip("/") or "expired", "Status": "Enabled", "ExpirationInDays": days}
    return rule | ({"Prefix": folder} if folder else {})


def _short(folder: str) -> dict[str, Any]:
    """What a family asked of its own data is downloaded at once; a file on its way is held by something the same day, or by nothing."""
    return _expiring(1, folder) | {"NoncurrentVersionExpiration": {"NoncurrentDays": 1}}


def _sent_by_browsers(bucket: dict[str, Any]) -> dict[str, Any]:
    """A script of the portal's own pages may send a file there, with a form that the API signed. Without a domain of its own, a portal has
    CloudFront's, whose name cannot be asked for here: it depends on this bucket."""
    own = {
        "Fn::Split": [",", {"Fn::Join": ["", ["https://", {"Fn::Join": [",https://", {"Ref": "Domains"}]}]]}]
    }
    origins = {"Fn::If": ["HasDomains", own, ["https://*.cloudfront.net"]]}
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": origins, "AllowedHeaders": ["*"], "MaxAge": 3600}
    bucket["Properties"]["CorsConfiguration"] = {"CorsRules": [rule]}
    return bucket


def _policy(bucket: str, *statements: dict[str, Any]) -> dict[str, Any]:
    plain = never_in_clear("s3:*", [{"Fn::GetAtt": [bucket, "Arn"]}, {"Fn::Sub": f"${{{bucket}.Arn}}/*"}])
    return {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": {"Ref": bucket},
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [plain, *statements]},
        },
    }


def never_in_clear(actions: str, on: Any) -> dict[str, Any]:
    """Of a resource's own policy: whoever asks over plain HTTP is refused, whatever else allows them."""
    return {
        "Sid": "NeverInClear",
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions,
        "Resource": on,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def _read_by_cloudfront(bucket: str) -> dict[str, Any]:
    """Files and no listing, so that a missing page is a 403 and tells nothing of the others."""
    distribution = {"Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Portal}"}
    return {
        "Sid": "ReadByThePortal",
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": {"Fn::Sub": f"${{{bucket}.Arn}}/*"},
        "Condition": {"StringEquals": {"AWS:SourceArn": distribution}},
    }


def _written_by_cloudfront(bucket: str) -> dict[str, Any]:
    """infra/deploy/access_logs.py asks for it, in the one region where CloudFront's logs are set up.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
    """
    return {
        "Sid": "WrittenByTheLogsOfThePortal",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": {"Fn::Sub": f"${{{bucket}.Arn}}/AWSLogs/${{AWS::AccountId}}/*"},
        "Condition": {
            "StringEquals": {
                "aws:SourceAccount": {"Ref": "AWS::AccountId"},
                "s3:x-amz-acl": "bucket-owner-full-control",
            },
            "ArnLike": {
                "aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:logs:us-east-1:${AWS::AccountId}:*"}
            },
        },
    }
