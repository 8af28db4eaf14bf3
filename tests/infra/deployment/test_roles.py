"""Each function, under its own role, is refused what it has no business with: the refusal is the engine's, not ours."""

from typing import Any

import boto3
import pytest

from infra.template.functions import FUNCTIONS
from infra.template.runtime import role_name
from tests.infra.deployment.conftest import STAGE, Portal
from tests.infra.deployment.probe import Probe

REFUSED = "AccessDenied"


@pytest.fixture(scope="module")
def probes(portal: Portal) -> dict[str, Probe]:
    """By function."""
    client = boto3.client("cloudformation")
    found = client.describe_stack_resources(StackName=STAGE.stack)["StackResources"]
    names = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}
    return {
        function.name: Probe(boto3.client("iam").get_role(RoleName=names[role_name(function)])["Role"]["Arn"])
        for function in FUNCTIONS
    }


def item(pk: str, sk: str = "x") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def listing(list_pk: str) -> dict[str, Any]:
    return {
        "IndexName": "by_list",
        "KeyConditionExpression": "list_pk = :list",
        "ExpressionAttributeValues": {":list": {"S": list_pk}},
    }


@pytest.mark.parametrize("function", [function.name for function in FUNCTIONS])
def test_no_function_touches_the_table_itself_nor_reads_it_from_end_to_end(
    portal: Portal, probes: dict[str, Probe], function: str
) -> None:
    table = portal.deployed.outputs["Table"]
    for call in ("delete_table", "scan", "describe_table"):
        assert probes[function].call("dynamodb", call, TableName=table).startswith(REFUSED), call
    assert probes[function].call("s3", "list_buckets").startswith(REFUSED)
    assert probes[function].call("iam", "list_roles").startswith(REFUSED)


def test_the_api_sends_no_mail_writes_no_page_and_reads_no_message(
    portal: Portal, probes: dict[str, Probe]
) -> None:
    api, outputs = probes["api_handler"], portal.deployed.outputs
    table = outputs["Table"]
    assert api.call("dynamodb", "get_item", TableName=table, Key=item("C#lisse")) == "done"
    assert api.call("dynamodb", "put_item", TableName=table, Item=item("OUTBOX#0", "probe")) == "done"
    assert api.call("dynamodb", "get_item", TableName=table, Key=item("OUTBOX#0")).startswith(REFUSED)
    for bucket in ("PagesBucket", "DocumentsBucket"):
        written = api.call("s3", "put_object", Bucket=outputs[bucket], Key="probe", Body="")
        assert written.startswith(REFUSED), bucket
    proof = {"Bucket": outputs["UploadsBucket"], "Key": "proofs/probe"}
    assert api.call("s3", "put_object", **proof, Body="") == "done"
    assert api.call("s3", "delete_object", **proof).startswith(REFUSED)
    assert api.call("s3", "list_objects_v2", Bucket=proof["Bucket"], Prefix="proofs/").startswith(REFUSED)
    erasing = probes["documents"]
    assert erasing.call("s3", "list_objects_v2", Bucket=proof["Bucket"], Prefix="proofs/") == "done"
    assert erasing.call("s3", "delete_object", **proof) == "done", "of who is erased"
    assert api.call("s3", "delete_object", Bucket=proof["Bucket"], Key="incoming/probe") == "done"
    assert api.call("sesv2", "send_email", **mail_from("ne-pas-repondre@preau.example")).startswith(REFUSED)
    boto3.client("dynamodb").delete_item(TableName=table, Key=item("OUTBOX#0", "probe"))


def mail_from(sender: str) -> dict[str, Any]:
    return {
        "FromEmailAddress": sender,
        "Destination": {"ToAddresses": ["marc@famille.example"]},
        "Content": {"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}},
    }


def test_mails_leave_as_the_portals_own_sender_and_as_nobody_else(
    portal: Portal, probes: dict[str, Probe]
) -> None:
    outbox = probes["outbox"]
    assert outbox.call("sesv2", "send_email", **mail_from("Préau <x@preau.example>")) == "done"
    for other in ("x@elsewhere.example", "x@preau.example.org", "preau.example@elsewhere.example"):
        assert outbox.call("sesv2", "send_email", **mail_from(other)).startswith(REFUSED), other


def test_what_makes_pages_reads_no_family_no_child_and_no_invoice(
    portal: Portal, probes: dict[str, Probe]
) -> None:
    pages, table = probes["pages"], portal.deployed.outputs["Table"]
    assert pages.call("dynamodb", "get_item", TableName=table, Key=item("C#lisse", "COMMUNE")) == "done"
    for key in (
        item("C#lisse#F#testmp", "FAMILY"),
        item("C#lisse#I#testmp", "INVOICE#1"),
        item("C#lisse#K#clara", "CHILD"),
    ):
        assert pages.call("dynamodb", "get_item", TableName=table, Key=key).startswith(REFUSED), key
    among_others = {table: {"Keys": [item("C#lisse", "COMMUNE"), item("C#lisse#F#testmp", "FAMILY")]}}
    assert pages.call("dynamodb", "batch_get_item", RequestItems=among_others).startswith(REFUSED)
    assert pages.call("dynamodb", "query", TableName=table, **listing("COMMUNES")) == "done"
    assert pages.call("dynamodb", "query", TableName=table, **listing("C#lisse#FAMILIES")).startswith(REFUSED)
    assert pages.call("dynamodb", "put_item", TableName=table, Item=item("C#lisse")).startswith(REFUSED)


@pytest.mark.parametrize("function", ["payments_sweep", "reminders", "documents"])
def test_what_handles_debts_reads_nothing_of_a_child_nor_of_a_login(
    portal: Portal, probes: dict[str, Probe], function: str
) -> None:
    table = portal.deployed.outputs["Table"]
    for key in (item("C#lisse#K#clara", "CHILD"), item("A#account", "ACCOUNT"), item("L#hash", "LOGIN")):
        said = probes[function].call("dynamodb", "get_item", TableName=table, Key=key)
        assert said.startswith(REFUSED), key


@pytest.mark.parametrize("function", [function.name for function in FUNCTIONS])
def test_only_what_issues_shows_or_typesets_invoices_reads_them(
    portal: Portal, probes: dict[str, Probe], function: str
) -> None:
    """An invoice names children and their days; a debt, which the reminders read, does not."""
    probe, table = probes[function], portal.deployed.outputs["Table"]
    invoice, note = item("C#lisse#I#testmp", "INVOICE#1"), item("C#lisse#I#testmp", "CREDIT_NOTE#1")
    queried = {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "C#lisse#I#testmp"}},
    }
    said = [
        probe.call("dynamodb", "get_item", TableName=table, Key=invoice),
        probe.call("dynamodb", "batch_get_item", RequestItems={table: {"Keys": [note]}}),
        probe.call("dynamodb", "query", TableName=table, **queried),
    ]
    if function in ("api_handler", "documents", "holds", "invoicing", "invoicing_step"):
        assert said == ["done"] * 3
    else:
        assert [answer.startswith(REFUSED) for answer in said] == [True] * 3, said


def test_the_reminders_read_what_is_owed_and_no_invoice_among_it(
    portal: Portal, probes: dict[str, Probe]
) -> None:
    reminders, table = probes["reminders"], portal.deployed.outputs["Table"]
    debt, invoice = item("C#lisse#F#testmp", "RECEIVABLE#1"), item("C#lisse#I#testmp", "INVOICE#1")
    assert reminders.call("dynamodb", "get_item", TableName=table, Key=debt) == "done"
    assert reminders.call("dynamodb", "query", TableName=table, **listing("C#lisse#R#enfance#OWED")) == "done"
    both = {table: {"Keys": [debt, invoice]}}
    assert reminders.call("dynamodb", "batch_get_item", RequestItems=both).startswith(REFUSED)
    notes = listing("C#lisse#R#enfance#2026#CREDIT_NOTES")
    assert reminders.call("dynamodb", "query", TableName=table, **notes).startswith(REFUSED)
    assert reminders.call("dynamodb", "delete_item", TableName=table, Key=invoice).startswith(REFUSED)


def test_the_reminders_write_no_invoice_number_and_the_documents_no_page(
    portal: Portal, probes: dict[str, Probe]
) -> None:
    outputs = portal.deployed.outputs
    number = item("C#lisse#R#enfance", "NUMBERS#2026")
    said = probes["reminders"].call("dynamodb", "put_item", TableName=outputs["Table"], Item=number)
    assert said.startswith(REFUSED)
    page = {"Bucket": outputs["PagesBucket"], "Key": "index.html", "Body": ""}
    assert probes["documents"].call("s3", "put_object", **page).startswith(REFUSED)


def test_one_item_out_of_bounds_refuses_a_whole_transaction(portal: Portal, probes: dict[str, Probe]) -> None:
    table = portal.deployed.outputs["Table"]
    writes = [
        {"Put": {"TableName": table, "Item": item("OUTBOX#0", "probe")}},
        {"Put": {"TableName": table, "Item": item("A#account", "SESSION#forged")}},
    ]
    said = probes["reminders"].call("dynamodb", "transact_write_items", TransactItems=writes)
    assert said.startswith(REFUSED)


def test_only_who_hashes_addresses_reads_the_secret_key(portal: Portal, probes: dict[str, Probe]) -> None:
    for function in FUNCTIONS:
        said = probes[function.name].call(
            "ssm", "get_parameter", Name=STAGE.secret("secret-key"), WithDecryption=True
        )
        assert (said == "done") == ("PREAU_SECRET_KEY" in function.secrets), function.name
