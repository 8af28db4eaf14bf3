"""What differs from one stage to the next: `make deploy` fills it in."""

from typing import Any, Final

PARAMETERS: Final[dict[str, Any]] = {
    "MailFrom": {
        "Type": "String",
        "Description": "Sender of the mails: Préau <ne-pas-repondre@exemple.fr>",
    },
    "MailIdentity": {
        "Type": "String",
        "Description": "Domain or address that SES may send from",
        "AllowedPattern": "[^\\s@]+(@[^\\s@]+)?",
    },
    "MailIdentityIsOurs": {
        "Type": "String",
        "Description": "no where the account has this identity already",
        "AllowedValues": ["yes", "no"],
        "Default": "yes",
    },
    "AlarmMail": {"Type": "String", "Description": "Who is told when something is wrong"},
    "Domains": {
        "Type": "CommaDelimitedList",
        "Description": "Names of the portal, the first of which is in the mails; none: the name CloudFront gives",
        "Default": "",
    },
    "TownsOfDomains": {
        "Type": "String",
        "Description": "Names whose home is a commune's: familles.aubray.fr=aubray,familles.lisse.fr=lisse",
        "AllowedPattern": "[a-z0-9.=,-]*",
        "Default": "",
    },
    "Certificate": {
        "Type": "String",
        "Description": "ARN of the certificate of those names, in us-east-1",
        "Default": "",
    },
    "EdgeSecret": {
        "Type": "String",
        "Description": "What CloudFront sends to the API and nobody else knows",
        "NoEcho": True,
        "MinLength": 32,
    },
    "PushPublicKey": {
        "Type": "String",
        "Description": "With which browsers subscribe to notifications",
        "AllowedPattern": "[A-Za-z0-9_-]*",
        "Default": "",
    },
    "PayfipEndpoint": {
        "Type": "String",
        "Default": "https://www.payfip.gouv.fr/tpa/services/securite",
    },
    "PayfipPages": {
        "Type": "String",
        "Default": "https://www.payfip.gouv.fr/tpa/paiementws.web",
    },
    "RestoredTable": {
        "Type": "String",
        "Description": "Name of the table that stands for the stack's own since a restoration; none: its own",
        "AllowedPattern": "[A-Za-z0-9_.-]*",
        "Default": "",
    },
    "MonthlyBudgetDollars": {
        "Type": "Number",
        "Description": "A mail is sent at 80 % of it; 0: no budget",
        "Default": 10,
        "MinValue": 0,
    },
    "ReadUnitsAtMost": {
        "Type": "Number",
        "Description": "A second, for the table: the ceiling of what a fault or an attack can cost",
        "Default": 1000,
    },
    "WriteUnitsAtMost": {"Type": "Number", "Default": 500},
    "KeepWarm": {
        "Type": "String",
        "Description": "yes: one instance of the API is always ready",
        "AllowedValues": ["yes", "no"],
        "Default": "no",
    },
    "Tracing": {"Type": "String", "AllowedValues": ["Active", "PassThrough"], "Default": "PassThrough"},
}

CONDITIONS: Final[dict[str, Any]] = {
    "HasRestoredTable": {"Fn::Not": [{"Fn::Equals": [{"Ref": "RestoredTable"}, ""]}]},
    "HasDomains": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Certificate"}, ""]}]},
    "HasBudget": {"Fn::Not": [{"Fn::Equals": [{"Ref": "MonthlyBudgetDollars"}, 0]}]},
    "KeepsWarm": {"Fn::Equals": [{"Ref": "KeepWarm"}, "yes"]},
    "Traces": {"Fn::Equals": [{"Ref": "Tracing"}, "Active"]},
    "MakesMailIdentity": {"Fn::Equals": [{"Ref": "MailIdentityIsOurs"}, "yes"]},
}

ORIGIN: Final = {
    "Fn::If": [
        "HasDomains",
        {"Fn::Sub": ["https://${Domain}", {"Domain": {"Fn::Select": [0, {"Ref": "Domains"}]}}]},
        {"Fn::Sub": "https://${Portal.DomainName}"},
    ]
}
"""Of the portal, as the mails write it."""
