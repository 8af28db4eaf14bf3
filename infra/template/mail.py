"""The sender of the mails, how they travel, and what SES tells of those that came back."""

from typing import Any, Final

from infra.template.data import KEPT_ONCE_MADE

CONFIGURATION_SET: Final = "MailsAreEncrypted"


def resources() -> dict[str, Any]:
    return {
        CONFIGURATION_SET: {
            "Type": "AWS::SES::ConfigurationSet",
            "Properties": {
                "Name": {"Ref": "AWS::StackName"},
                # Mails hold links that open an account: one that no server takes over TLS comes back to the sender.
                "DeliveryOptions": {"TlsPolicy": "REQUIRE"},
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
