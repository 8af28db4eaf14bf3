"""Which table functions and alarms are about: the stack's own, or the one that took its place after a restoration."""

from typing import Any, Final

from functions.storage.table.item import ByList


def _restored(instead: Any, own: Any) -> dict[str, Any]:
    return {"Fn::If": ["HasRestoredTable", instead, own]}


NAME: Final = _restored({"Ref": "RestoredTable"}, {"Ref": "Table"})
ARN: Final = _restored(
    {"Fn::Sub": "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${RestoredTable}"},
    {"Fn::GetAtt": ["Table", "Arn"]},
)
INDEX_ARN: Final = _restored(
    {
        "Fn::Sub": "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${RestoredTable}"
        f"/index/{ByList.Meta.index_name}"
    },
    {"Fn::Sub": f"${{Table.Arn}}/index/{ByList.Meta.index_name}"},
)
