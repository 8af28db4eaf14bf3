"""Chalice writes its template in SAM's shorthand. Here it becomes plain CloudFormation, which is what AWS would make of it.

So what is linted, tested and shown before a deployment is what is deployed, and nothing is expanded out of sight. Decision 22.
"""

import json
from hashlib import sha256
from typing import Any, Final

Resource = dict[str, Any]

_AS_THEY_ARE: Final[tuple[str, ...]] = (
    "Architectures",
    "Environment",
    "Handler",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "Role",
    "Runtime",
    "Timeout",
)
_OF_SOURCES: Final[tuple[str, ...]] = (
    "BatchSize",
    "BisectBatchOnFunctionError",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ScalingConfig",
    "StartingPosition",
)
REQUESTS_A_SECOND: Final = 200
"""Of the whole API: what a flood can cost. Fifty thousand families at 22:55 are some hundred."""

TLS: Final = {"SecurityPolicy": "SecurityPolicy_TLS13_1_2_2021_06", "EndpointAccessMode": "BASIC"}
"""TLS 1.2 or 1.3. Unless told otherwise, a regional API also takes TLS 1.0 from whoever calls it beside CloudFront.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
"""


class Unknown(ValueError):
    """Chalice wrote something that this module does not know."""


def resources(shorthand: dict[str, Resource]) -> dict[str, Resource]:
    """Raises Unknown."""
    made: dict[str, Resource] = {}
    for name, resource in shorthand.items():
        match resource["Type"]:
            case "AWS::Serverless::Function":
                made |= _function(name, resource["Properties"])
            case "AWS::Serverless::Api":
                made |= _api(name, resource["Properties"])
            case "AWS::Serverless::LayerVersion":
                made |= _layer(name, resource["Properties"])
            case kind if kind.startswith("AWS::Serverless::"):
                raise Unknown(kind)
            case _:
                made[name] = resource
    return made


def code_key(name: str) -> str:
    """The parameter that says where in the bucket of packages a zip lies."""
    return f"{name}Key"


def _function(name: str, properties: dict[str, Any]) -> dict[str, Resource]:
    kept = {key: properties[key] for key in _AS_THEY_ARE if key in properties}
    function = {
        **kept,
        "Code": _stored("Code"),
        "TracingConfig": {"Mode": properties["Tracing"]},
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(properties["Tags"].items())],
    }
    made: dict[str, Resource] = {name: {"Type": "AWS::Lambda::Function", "Properties": function}}
    for event, source in properties.get("Events", {}).items():
        made |= _source(name, event, source)
    return made


def _source(function: str, event: str, source: dict[str, Any]) -> dict[str, Resource]:
    said = source["Properties"]
    match source["Type"]:
        case "Schedule":
            return _schedule(function, event, said["Schedule"])
        case "SQS":
            return {event: _mapping(function, said["Queue"], said)}
        case "DynamoDB":
            return {event: _mapping(function, said["Stream"], said)}
    raise Unknown(source["Type"])


def _schedule(function: str, event: str, expression: str) -> dict[str, Resource]:
    target = {"Fn::GetAtt": [function, "Arn"]}
    rule = {"ScheduleExpression": expression, "Targets": [{"Id": function, "Arn": target}]}
    allowed = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": function},
        "Principal": "events.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": [event, "Arn"]},
    }
    return {
        event: {"Type": "AWS::Events::Rule", "Properties": rule},
        f"{event}Permission": {"Type": "AWS::Lambda::Permission", "Properties": allowed},
    }


def _mapping(function: str, arn: Any, said: dict[str, Any]) -> Resource:
    kept = {key: said[key] for key in _OF_SOURCES if key in said}
    properties = {"EventSourceArn": arn, "FunctionName": {"Ref": function}, **kept}
    return {"Type": "AWS::Lambda::EventSourceMapping", "Properties": properties}


def _api(name: str, properties: dict[str, Any]) -> dict[str, Resource]:
    """A deployment serves the definition it was made for, so another definition is another deployment."""
    definition = properties["DefinitionBody"] | {"info": {"version": "1", "title": {"Ref": "AWS::StackName"}}}
    deployment = f"{name}Deployment{sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()[:10]}"
    flood = {
        "HttpMethod": "*",
        "ResourcePath": "/*",
        "ThrottlingRateLimit": REQUESTS_A_SECOND,
        "ThrottlingBurstLimit": 2 * REQUESTS_A_SECOND,
    }
    return {
        name: {
            "Type": "AWS::ApiGateway::RestApi",
            "Properties": {
                "Name": {"Ref": "AWS::StackName"},
                "Body": definition,
                "EndpointConfiguration": {"Types": [properties["EndpointConfiguration"]]},
                "MinimumCompressionSize": properties["MinimumCompressionSize"],
                **TLS,
            },
        },
        deployment: {
            "Type": "AWS::ApiGateway::Deployment",
            "Properties": {"RestApiId": {"Ref": name}},
        },
        f"{name}Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": {"Ref": name},
                "DeploymentId": {"Ref": deployment},
                "StageName": properties["StageName"],
                "TracingEnabled": {"Fn::If": ["Traces", True, False]},
                "MethodSettings": [flood],
            },
        },
    }


def _layer(name: str, properties: dict[str, Any]) -> dict[str, Resource]:
    return {
        name: {
            "Type": "AWS::Lambda::LayerVersion",
            "Properties": {
                "Content": _stored(name),
            },
        }
    }


def _stored(name: str) -> dict[str, Any]:
    return {"S3Bucket": {"Ref": "PackagesBucket"}, "S3Key": {"Ref": code_key(name)}}
