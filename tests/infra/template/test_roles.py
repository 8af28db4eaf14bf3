"""One role a function, with what it calls and nothing more."""

from fnmatch import fnmatchcase
from typing import Any

import pytest

from functions.storage.table.keys import outbox_failed
from infra.template.functions import FOLDERS_OF_FAMILIES, FUNCTIONS
from infra.template.runtime import SECRETS, resource_name, role_name

WITH_A_STAR = {
    "${PagesBucket.Arn}/*": "a page of the portal's own bucket, by its path",
    "${DocumentsBucket.Arn}/*": "a document of its own bucket, by its hash",
    "${UploadsBucket.Arn}/*": "what families and agents send",
    **{
        f"${{UploadsBucket.Arn}}/{folder}/*": "a family's folders, once it is erased"
        for folder in FOLDERS_OF_FAMILIES
    },
    "${UploadsBucket.Arn}/incoming/*": "what was looked at and is kept elsewhere",
    "${UploadsBucket.Arn}/news/*": "what an article shows, before it is public",
    "${PagesBucket.Arn}/*/actualites/*": "a file of an article, beside its page",
    "${PagesBucket.Arn}/*/menus/*": "the document of a menu, beside the page of menus",
    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*": "in the sandbox, of whoever is written to",
}
TRACES = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
"""Where a stage asks for traces; X-Ray has no resource to name."""


def statements(template: dict[str, Any], function: Any) -> list[dict[str, Any]]:
    role = template["Resources"][role_name(function)]["Properties"]
    assert "ManagedPolicyArns" not in role
    (policy,) = role["Policies"]
    *said, traces = policy["PolicyDocument"]["Statement"]
    choice, allowed, otherwise = traces["Fn::If"]
    assert (choice, allowed["Action"], otherwise) == ("Traces", TRACES, {"Ref": "AWS::NoValue"})
    found: list[dict[str, Any]] = said
    return found


def test_each_function_has_a_role_of_its_own(template: dict[str, Any]) -> None:
    roles = [name for name, one in template["Resources"].items() if one["Type"] == "AWS::IAM::Role"]
    used = [
        template["Resources"][resource_name(function)]["Properties"]["Role"]["Fn::GetAtt"][0]
        for function in FUNCTIONS
    ]
    assert sorted(roles) == sorted(used) == sorted(role_name(function) for function in FUNCTIONS)
    for role in roles:
        trust = template["Resources"][role]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert [one["Principal"] for one in trust] == [{"Service": "lambda.amazonaws.com"}]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_no_role_says_anything_at_large(template: dict[str, Any], function: Any) -> None:
    for statement in statements(template, function):
        assert not [action for action in statement["Action"] if "*" in action]
        resources = statement["Resource"]
        for resource in resources if isinstance(resources, list) else [resources]:
            assert isinstance(resource, dict), f"{resource}: name a resource of the template"
            named = resource.get("Fn::Sub", "")
            assert "*" not in named or named in WITH_A_STAR


def test_a_function_reads_its_own_secrets_and_no_other(template: dict[str, Any]) -> None:
    for function in FUNCTIONS:
        read = {
            resource["Fn::Sub"].rpartition("/")[2]
            for statement in statements(template, function)
            if "ssm:GetParameter" in statement["Action"]
            for resource in statement["Resource"]
        }
        assert read == {SECRETS[name] for name in function.secrets}


def test_no_function_may_touch_a_table_or_a_bucket_itself(template: dict[str, Any]) -> None:
    allowed = {
        action
        for function in FUNCTIONS
        for statement in statements(template, function)
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
    }
    assert "dynamodb:Scan" not in allowed
    verbs = {action.partition(":")[2] for action in allowed}
    of_things = {verb for verb in verbs if verb.endswith(("Table", "Bucket", "Policy", "Role", "Function"))}
    assert of_things == {"ListBucket"}, "which tells the names of the files of a folder"
    listing = [
        function.name
        for function in FUNCTIONS
        for statement in statements(template, function)
        if "s3:ListBucket" in statement["Action"]
    ]
    assert listing == ["documents"], "which empties the folders of a family that was erased"


@pytest.mark.parametrize("function", ["outbox", "urgent_outbox", "documents"])
def test_who_delivers_may_put_aside_what_it_gives_up_of_a_town_or_of_none(
    template: dict[str, Any], function: str
) -> None:
    [row] = [one for one in FUNCTIONS if one.name == function]
    allowed = [
        pattern
        for statement in statements(template, row)
        if statement["Effect"] == "Allow" and "dynamodb:PutItem" in statement["Action"]
        for pattern in statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    ]
    for key in (outbox_failed("m", "lisse"), outbox_failed("m")):
        assert any(fnmatchcase(key.pk, pattern) for pattern in allowed), key.pk
