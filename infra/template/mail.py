"""The sender of the mails, how they travel, and what SES tells of those that came back."""

from typing import Any, Final

from infra.template.data import KEPT_ONCE_MADE, never_in_clear

CONFIGURATION_SET: Final = "MailsAreEncrypted"
RETURNS: Final = "MailReturnsTopic"
"""The topic to which SES publishes what came back."""
RETURNS_QUEUE: Final = "MailReturnsQueue"
"""Where it waits for the function that reads it (queues.py): a topic alone forgets what nobody could take."""


def resources() -> dict[str, Any]:
    return {
        CONFIGURATION_SET: {
            "Type": "AWS::SES::ConfigurationSet",
            "Properties": {
                "Name": {"Ref": "AWS::StackName"},
                # Mails hold links that open an account: one that no server takes over TLS comes back to the sender.
                "DeliveryOptions": {"TlsPolicy": "REQUIRE"},
                # The portal itself stops writing to an address that refuses, and its town may try again. The account's own list would
                # swallow that second try.
                "SuppressionOptions": {"SuppressedReasons": []},
            },
        },
        RETURNS: {"Type": "AWS::SNS::Topic", "Properties": {}},
        f"{RETURNS}Policy": {
            "Type": "AWS::SNS::TopicPolicy",
            "Properties": {"Topics": [{"Ref": RETURNS}], "PolicyDocument": _who_publishes()},
        },
        f"{RETURNS}OfSes": {
            "Type": "AWS::SES::ConfigurationSetEventDestination",
            "DependsOn": f"{RETURNS}Policy",  # SES tries to publish when it is told of a topic
            "Properties": {
                "ConfigurationSetName": {"Ref": CONFIGURATION_SET},
                "EventDestination": {
                    "Enabled": True,
                    "MatchingEventTypes": ["BOUNCE", "COMPLAINT"],
                    "SnsDestination": {"TopicARN": {"Ref": RETURNS}},
                },
            },
        },
        f"{RETURNS}ToQueue": {
            "Type": "AWS::SNS::Subscription",
            "DependsOn": f"{RETURNS_QUEUE}Policy",
            "Properties": {
                "TopicArn": {"Ref": RETURNS},
                "Protocol": "sqs",
                "Endpoint": {"Fn::GetAtt": [RETURNS_QUEUE, "Arn"]},
                "RawMessageDelivery": True,
            },
        },
        "MailIdentityOfOurs": {
            "Type": "AWS::SES::EmailIdentity",
            "Condition": "MakesMailIdentity",
            **KEPT_ONCE_MADE,
            "Properties": {
                "EmailIdentity": {"Ref": "MailIdentity"},
                "FeedbackAttributes": {"EmailForwardingEnabled": True},
            },
        },
    }


def _who_publishes() -> dict[str, Any]:
    """SES, for the configuration set of this stack."""
    sets = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${AWS::StackName}"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ses.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": {"Ref": RETURNS},
                "Condition": {
                    "StringEquals": {
                        "AWS:SourceAccount": {"Ref": "AWS::AccountId"},
                        "AWS:SourceArn": {"Fn::Sub": sets},
                    }
                },
            },
            never_in_clear("sns:Publish", {"Ref": RETURNS}),
        ],
    }


def may_fill_the_queue() -> dict[str, Any]:
    """The topic, and nobody else."""
    return {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": {"Fn::GetAtt": [RETURNS_QUEUE, "Arn"]},
        "Condition": {"ArnEquals": {"aws:SourceArn": {"Ref": RETURNS}}},
    }
