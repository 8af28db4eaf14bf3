"""The stack in CloudFormation: what a change set would do, then doing it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, Final

from infra.deploy.stage import Stage

CAPABILITIES: Final = ["CAPABILITY_IAM"]
NOTHING: Final = ("didn't contain changes", "No updates are to be performed")
"""How CloudFormation says that a change set is empty; it has no code of its own."""
TABLE: Final = "AWS::DynamoDB::Table"
_NOT_YET: Final = ("REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE")
"""What a first attempt left: a change set that nobody executed, or a stack that was taken back whole."""
NEVER_REPLACED: Final = (TABLE, "AWS::S3::Bucket")
_POLL_SECONDS: Final = 0.2
_POLL_AT_MOST: Final = 5.0


class DeployFailed(Exception):
    """Why, as CloudFormation says it of each resource. The stack is as it was before."""


@dataclass(frozen=True, slots=True)
class Change:
    action: str
    """Add, Modify or Remove."""
    resource: str
    kind: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class ChangeSet:
    arn: str
    changes: tuple[Change, ...]

    @property
    def loses_data(self) -> list[str]:
        """What would be made anew, empty, beside what holds the data today."""
        return [
            change.resource for change in self.changes if change.replaced and change.kind in NEVER_REPLACED
        ]


class Stack:
    def __init__(self, client: Any, stage: Stage) -> None:
        self._client = client
        self.name = stage.stack

    def describe(self) -> dict[str, Any] | None:
        """None where there is none."""
        try:
            (found,) = self._client.describe_stacks(StackName=self.name)["Stacks"]
        except self._client.exceptions.ClientError as problem:
            if "does not exist" in str(problem):
                return None
            raise
        described: dict[str, Any] = found
        return described

    def deployed(self) -> dict[str, Any] | None:
        """None where there is none either, but for what a first attempt left."""
        found = self.describe()
        return None if found is None or found["StackStatus"] in _NOT_YET else found

    def exists(self) -> bool:
        return self.deployed() is not None

    def outputs(self) -> dict[str, str]:
        found = self.describe()
        assert found is not None, "the stack was deployed"
        return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}

    def parameters(self) -> dict[str, str]:
        """Those of the last deployment; secrets read `****`."""
        found = self.deployed() or {}
        return {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", [])}

    def prepare(self, template_url: str, parameters: dict[str, str]) -> ChangeSet:
        """What a deployment would change. Nothing is touched yet; what a first attempt left behind is removed."""
        found = self.describe()
        if found is not None and found["StackStatus"] == "ROLLBACK_COMPLETE":
            self.delete()
            found = None
        update = found is not None and found["StackStatus"] not in _NOT_YET
        kept = self.parameters().keys() if update else ()
        given: list[dict[str, Any]] = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ]
        given += [
            {"ParameterKey": key, "UsePreviousValue": True}
            for key in sorted(self._template_parameters(template_url) & set(kept) - parameters.keys())
        ]
        arn: str = self._client.create_change_set(
            StackName=self.name,
            ChangeSetName=f"preau-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}",
            ChangeSetType="UPDATE" if update else "CREATE",
            TemplateURL=template_url,
            Parameters=given,
            Capabilities=CAPABILITIES,
        )["Id"]
        return self._described(arn)

    def execute(self, change_set: ChangeSet) -> None:
        """Do it, and wait. Raises DeployFailed once CloudFormation has put everything back."""
        before = self._last_event()
        self._client.execute_change_set(ChangeSetName=change_set.arn, StackName=self.name)
        status = self._wait()
        if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            raise DeployFailed("\n".join(self._reasons(before)) or status)

    def forget(self, change_set: ChangeSet) -> None:
        self._client.delete_change_set(ChangeSetName=change_set.arn, StackName=self.name)

    def delete(self) -> None:
        """All but what is kept with its data. Raises DeployFailed."""
        found = self.describe()
        if found is None:
            return
        before = self._last_event()
        # By its id: a stack that is gone has no name any more.
        self.name, name = found["StackId"], self.name
        self._client.delete_stack(StackName=self.name)
        status = self._wait()
        if status != "DELETE_COMPLETE":
            raise DeployFailed("\n".join(self._reasons(before)) or status)
        self.name = name

    def kept(self) -> dict[str, str]:
        """The real names of what holds data, and of which type each is."""
        pages = self._client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            one["PhysicalResourceId"]: one["ResourceType"]
            for page in pages
            for one in page["StackResourceSummaries"]
            if one["ResourceType"] in NEVER_REPLACED
        }

    def _template_parameters(self, template_url: str) -> set[str]:
        summary = self._client.get_template_summary(TemplateURL=template_url)
        return {parameter["ParameterKey"] for parameter in summary["Parameters"]}

    def _described(self, arn: str) -> ChangeSet:
        for _ in _often():
            found = self._client.describe_change_set(ChangeSetName=arn, StackName=self.name)
            if found["Status"] == "CREATE_COMPLETE":
                return ChangeSet(arn, tuple(self._changes(arn, found)))
            if found["Status"] == "FAILED":
                reason = found.get("StatusReason", "")
                if any(said in reason for said in NOTHING):
                    return ChangeSet(arn, ())
                raise DeployFailed(reason)
        raise AssertionError("it ends")

    def _changes(self, arn: str, found: dict[str, Any]) -> Iterator[Change]:
        while True:
            for change in found["Changes"]:
                one = change["ResourceChange"]
                replaced = one.get("Replacement", "False") != "False"
                yield Change(one["Action"], one["LogicalResourceId"], one["ResourceType"], replaced)
            if not found.get("NextToken"):
                return
            found = self._client.describe_change_set(
                ChangeSetName=arn, StackName=self.name, NextToken=found["NextToken"]
            )

    def _wait(self) -> str:
        status = ""
        for _ in _often():
            found = self.describe()
            if found is None:
                return "DELETE_COMPLETE"
            status = found["StackStatus"]
            if not status.endswith("_IN_PROGRESS"):
                break
        return status

    def _events(self) -> Iterator[dict[str, Any]]:
        """The newest first."""
        pages = self._client.get_paginator("describe_stack_events").paginate(StackName=self.name)
        return (event for page in pages for event in page["StackEvents"])

    def _last_event(self) -> str:
        """Its id: the clock of this computer need not be that of AWS."""
        return next((str(event["EventId"]) for event in self._events()), "")

    def _reasons(self, after: str) -> Iterator[str]:
        since = list(takewhile(lambda event: event["EventId"] != after, self._events()))
        for event in reversed(since):
            failed = event["ResourceStatus"].endswith("_FAILED")
            if failed and "cancelled" not in event.get("ResourceStatusReason", ""):
                yield f"{event['LogicalResourceId']} : {event.get('ResourceStatusReason', '')}"


def _often() -> Iterator[None]:
    """For ever: at first quickly, for what takes no time."""
    pause = _POLL_SECONDS
    while True:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, _POLL_AT_MOST)
