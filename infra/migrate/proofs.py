"""Proofs that families sent before all that waits for the town became one list: put in it, where nobody has decided on them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from functions.domain.absences.proof_to_read import ProofToRead, proof_of_absence
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import place_of
from functions.storage.absences.proofs_to_read import item_of_proof
from functions.storage.table.upgrades import upgraded
from infra.backup.exports import RawItem, plain


def list_waiting(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many were missing from the list. The month that says that nobody decided is checked with each put."""
    counted: Counter[str] = Counter()
    for month in _months_with_certificates(dynamodb, table):
        commune = month["pk"]["S"].split("#")[1]
        for proof in _waiting(month):
            put = _as_put(commune, proof, table)
            if _is_there(dynamodb, table, put["Item"]):
                continue
            counted["PROOF (à inscrire)"] += 1
            if apply:
                _write(dynamodb, table, put, month)
    return counted


def _months_with_certificates(dynamodb: Any, table: str) -> Iterator[RawItem]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="begins_with(sk, :month) AND (contains(body, :sent) OR attribute_exists(packed))",
        ExpressionAttributeValues={":month": {"S": "MONTH#"}, ":sent": {"S": '"certificates":[{'}},
    )
    for page in pages:
        yield from map(plain, page["Items"])


def _waiting(item: RawItem) -> Iterator[ProofToRead]:
    body = upgraded(ChildMonth, int(item.get("schema", {"N": "1"})["N"]), item["body"]["S"])
    month = msgspec.json.decode(body, type=ChildMonth)
    for absence in month.absences.values():
        child, first_month = place_of(absence.id)
        proof = proof_of_absence(absence, child)
        if proof is not None and first_month == month.month:
            yield proof


def _as_put(commune: str, proof: ProofToRead, table: str) -> dict[str, Any]:
    return {
        "TableName": table,
        "Item": item_of_proof(commune, proof).to_dynamodb_dict(),
        "ConditionExpression": "attribute_not_exists(pk)",
    }


def _is_there(dynamodb: Any, table: str, item: RawItem) -> bool:
    key = {"pk": item["pk"], "sk": item["sk"]}
    return "Item" in dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)


def _write(dynamodb: Any, table: str, put: dict[str, Any], month: RawItem) -> None:
    same = {
        "TableName": table,
        "Key": {"pk": month["pk"], "sk": month["sk"]},
        "ConditionExpression": "version = :version",
        "ExpressionAttributeValues": {":version": month["version"]},
    }
    try:
        dynamodb.transact_write_items(TransactItems=[{"Put": put}, {"ConditionCheck": same}])
    except dynamodb.exceptions.TransactionCanceledException:
        return  # somebody writes the month: the next run looks again
