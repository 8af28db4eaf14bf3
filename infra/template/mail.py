"""The sender of the mails, and what SES tells of those that came back."""

from typing import Any

from infra.template.data import KEPT_ONCE_MADE


def resources() -> dict[str, Any]:
    return {
        "MailIdentityOfOurs": {
            "Type": "AWS::SES::EmailIdentity",
            "Condition": "MakesMailIdentity",
            **KEPT_ONCE_MADE,
            "Properties": {
                "EmailIdentity": {"Ref": "MailIdentity"},
                "FeedbackAttributes": {"EmailForwardingEnabled": True},
            },
        }
    }
