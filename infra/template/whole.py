"""The template: what Chalice makes of `app.py`, merged with the rest of this folder."""

from typing import Any

from functions.version import VERSION
from infra.template import alarms, data, edge, gateway, mail, native, queues, runtime, table, warm
from infra.template.parameters import CONDITIONS, ORIGIN, PARAMETERS


def whole(from_chalice: dict[str, Any]) -> dict[str, Any]:
    """Raises ValueError where two of us name one resource."""
    ours: dict[str, Any] = {"RestAPI": {"Properties": {"DefinitionBody": gateway.definition()}}}
    for part in (data, edge, mail, queues, runtime, alarms, warm):
        made = part.resources()
        if twice := ours.keys() & made.keys():
            raise ValueError(f"named twice: {', '.join(sorted(twice))}")
        ours |= made
    both = merged(from_chalice["Resources"], ours)
    queues.read_by_their_functions(both)
    stored = {native.code_key(name): {"Type": "String"} for name in ("Code", *runtime.layer_names())}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Préau, the family portal, version {VERSION}",
        "Parameters": {"PackagesBucket": {"Type": "String"}, **stored, **PARAMETERS},
        "Conditions": CONDITIONS,
        "Resources": native.resources(both),
        "Outputs": {
            **from_chalice["Outputs"],
            "Origin": {"Description": "The portal's address", "Value": ORIGIN},
            "Distribution": {"Value": {"Ref": "Portal"}},
            "DistributionName": {
                "Description": "What the portal's own names must point to",
                "Value": {"Fn::GetAtt": ["Portal", "DomainName"]},
            },
            "PagesFunction": {"Value": {"Ref": "Pages"}},
            "PagesBucket": {"Value": {"Ref": "PagesBucket"}},
            "DocumentsBucket": {"Value": {"Ref": "DocumentsBucket"}},
            "UploadsBucket": {"Value": {"Ref": "UploadsBucket"}},
            "AccessLogsBucket": {"Value": {"Ref": "AccessLogsBucket"}},
            "Table": {"Value": table.NAME},
            "BackupsBucket": {"Value": {"Ref": "BackupsBucket"}},
        },
    }


def merged(first: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Of both, all the way down; `then` wins where both have a value."""
    both = dict(first)
    for name, value in then.items():
        known = both.get(name)
        both[name] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return both
