"""What every function is given: its variables, its log, its part of the policy for both."""

from typing import Any, Final

from functions.domain import retention
from infra.template import table
from infra.template.functions import FUNCTIONS, Function
from infra.template.mail import CONFIGURATION_SET
from infra.template.parameters import ORIGIN

LOGS_DAYS: Final = retention.LOG.days
SECRETS: Final = {
    "PREAU_SECRET_KEY": "secret-key",
    "PREAU_PAYZEN_KEYS": "payzen-keys",
    "PREAU_PUSH_KEY": "push-key",
}
"""Variable → the SecureString that holds it, under SECRETS_FOLDER. `make deploy` makes them once: CloudFormation cannot, and no
template then holds a secret."""
SECRETS_FOLDER: Final = "/preau/${AWS::StackName}"


def resource_name(function: Function) -> str:
    """As Chalice writes it in the template."""
    if function.name == "api_handler":
        return "APIHandler"
    return "".join(word.capitalize() for word in function.name.split("_"))


def role_name(function: Function) -> str:
    return "".join(word.capitalize() for word in function.name.split("_")) + "Role"


def resources() -> dict[str, Any]:
    """The logs; and, to be merged over what Chalice wrote, the properties of each function."""
    made: dict[str, Any] = {}
    for function in FUNCTIONS:
        name = resource_name(function)
        made[f"{name}Logs"] = {
            "Type": "AWS::Logs::LogGroup",
            "Properties": {
                "LogGroupName": {"Fn::Sub": f"/preau/${{AWS::StackName}}/{function.name}"},
                "RetentionInDays": LOGS_DAYS,
            },
        }
        made[name] = {
            "Properties": {
                "Environment": {"Variables": _variables(function)},
                "LoggingConfig": {
                    "LogFormat": "JSON",
                    "ApplicationLogLevel": "INFO",
                    "SystemLogLevel": "WARN",
                    "LogGroup": {"Ref": f"{name}Logs"},
                },
                "Tracing": {"Ref": "Tracing"},
                **(
                    {"Layers": [{"Ref": layer_name(layer)} for layer in function.layers]}
                    if function.layers
                    else {}
                ),
            }
        }
    for name in layer_names():
        made[name] = {"Type": "AWS::Serverless::LayerVersion", "Properties": {}}
    return made


def layer_names() -> list[str]:
    """Of the template: `DocumentsLayer` is made of infra/layers/documents.txt."""
    return sorted({layer_name(layer) for function in FUNCTIONS for layer in function.layers})


def statements(function: Function) -> list[dict[str, Any]]:
    """What its role allows: its row, its own log, its secrets."""
    log = {"Fn::GetAtt": [f"{resource_name(function)}Logs", "Arn"]}
    allowed: list[dict[str, Any]] = [
        *function.statements,
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": log},
    ]
    if function.secrets:
        place = f"arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter{SECRETS_FOLDER}"
        read = [{"Fn::Sub": f"{place}/{SECRETS[name]}"} for name in function.secrets]
        allowed.append({"Effect": "Allow", "Action": ["ssm:GetParameter"], "Resource": read})
    return [*allowed, {"Fn::If": ["Traces", _TRACES, {"Ref": "AWS::NoValue"}]}]


_TRACES: Final = {
    "Effect": "Allow",
    "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    "Resource": "*",
}
"""X-Ray knows no resources to name:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html"""


def layer_name(name: str) -> str:
    """As the template names it."""
    return f"{name.capitalize()}Layer"


def _variables(function: Function) -> dict[str, Any]:
    variables: dict[str, Any] = {
        "PREAU_TABLE": table.NAME,
        "PREAU_PAGES_BUCKET": {"Ref": "PagesBucket"},
        "PREAU_DOCUMENTS_BUCKET": {"Ref": "DocumentsBucket"},
        "PREAU_UPLOADS_BUCKET": {"Ref": "UploadsBucket"},
        "PREAU_INVOICING_QUEUE": {"Ref": "InvoicingQueue"},
        "PREAU_MAIL_FROM": {"Ref": "MailFrom"},
        "PREAU_MAIL_CONFIGURATION_SET": {"Ref": CONFIGURATION_SET},
        "PREAU_PAYFIP_ENDPOINT": {"Ref": "PayfipEndpoint"},
        "PREAU_PAYFIP_PAGES": {"Ref": "PayfipPages"},
    }
    variables |= {
        f"{name}_PARAMETER": {"Fn::Sub": f"{SECRETS_FOLDER}/{SECRETS[name]}"} for name in function.secrets
    }
    if function.name == "api_handler":
        # The portal's address would close a circle (portal, API, function): CloudFront sends it with each request.
        return variables | {
            "PREAU_EDGE_SECRET": {"Ref": "EdgeSecret"},
            "PREAU_PUSH_PUBLIC_KEY": {"Ref": "PushPublicKey"},
        }
    return variables | {"PREAU_ORIGIN": ORIGIN}
