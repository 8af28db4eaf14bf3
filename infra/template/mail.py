"""The sender of the mails, and what SES tells of those that came back."""

from typing import Any


def resources() -> dict[str, Any]:
    return {
        "MailIdentityOfOurs": {
            "Type": "AWS::SES::EmailIdentity",
            "Condition": "MakesMailIdentity",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "EmailIdentity": {"Ref": "MailIdentity"},
                "FeedbackAttributes": {"EmailForwardingEnabled": True},
            },
        }
    }
