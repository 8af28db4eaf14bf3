"""What libraries run in Lambda."""

import ast
import gzip
import json
import shutil
from pathlib import Path

import botocore
import botocore.session
from botocore.loaders import Loader
from botocore.stub import Stubber

from infra.package.dependencies import ENDPOINTS, ROOT, SERVICES, pinned, prune, runtime_names
from tests.support.code import modules_naming


def _clients_of_functions() -> set[str]:
    """The services named in `boto3.client("…")`, and DynamoDB, which PynamoDB calls."""
    calls = [
        node
        for _, tree in modules_naming("client(", "functions")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]
    named = [
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("client", "create_client")
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]
    return {"dynamodb", *named}


def test_botocore_knows_the_services_that_the_code_calls_and_no_other() -> None:
    assert set(SERVICES) == _clients_of_functions(), "infra/package/dependencies.py: SERVICES"


def test_what_chalice_needs_to_deploy_stays_here() -> None:
    names = runtime_names()
    assert {"pynamodb", "botocore", "argon2-cffi-bindings", "tzdata"} <= names
    assert not names & {"chalice", "pip", "setuptools", "wheel", "inquirer", "pyyaml", "click"}


def test_every_library_is_pinned_by_its_hashes() -> None:
    text = pinned((ROOT / "requirements.txt").read_text(), runtime_names())
    entries = [line for line in text.splitlines() if not line.startswith(" ")]
    assert {line.split("==")[0] for line in entries} == runtime_names()
    assert text.count("--hash=sha256:") > len(entries)
    assert "# via" not in text


def test_botocore_makes_its_requests_from_what_is_left(tmp_path: Path) -> None:
    data = tmp_path / "botocore" / "data"
    for service in SERVICES:
        shutil.copytree(Path(botocore.__file__).parent / "data" / service, data / service)
    for file in (Path(botocore.__file__).parent / "data").glob("*.json*"):
        shutil.copyfile(file, data / file.name)
    prune(tmp_path)
    session = botocore.session.get_session()
    session.register_component(
        "data_loader", Loader(extra_search_paths=[str(data)], include_default_search_paths=False)
    )
    keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
    clients = {name: session.create_client(name, region_name="eu-west-3", **keys) for name in SERVICES}
    signed = clients["s3"].generate_presigned_url("put_object", {"Bucket": "preau", "Key": "a"})
    assert "/a?" in signed and "Signature=" in signed
    with Stubber(clients["sesv2"]) as stub:
        stub.add_response("send_email", {"MessageId": "1"})
        assert clients["sesv2"].send_email(Content={"Raw": {"Data": b""}})["MessageId"] == "1"


def test_pruning_leaves_the_data_of_our_services(tmp_path: Path) -> None:
    data = tmp_path / "botocore" / "data"
    described = [data / service / "2012-08-10" / "service-2.json.gz" for service in SERVICES]
    kept = [
        data / SERVICES[0] / "2012-08-10" / "endpoint-rule-set-1.json.gz",
        tmp_path / "six-1.dist-info" / "METADATA",
    ]
    dropped = [
        data / "ec2" / "2016-11-15" / "service-2.json.gz",
        data / SERVICES[0] / "2012-08-10" / "examples-1.json",
        tmp_path / "boto3" / "data" / "ec2" / "resources-1.json",
        tmp_path / "icalendar" / "tests" / "test_it.py",
        tmp_path / "six-1.dist-info" / "RECORD",
        tmp_path / "msgspec" / "__init__.pyi",
    ]
    for file in (*kept, *dropped, data / "partitions.json.gz"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    member = {"shape": "Text", "documentation": "<p>What it is for.</p>"}
    for file in described:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(json.dumps({"members": {"documentation": member}}).encode()))
    services: dict[str, dict] = {name: {} for name in [*ENDPOINTS, "ec2"]}
    partitions = [{"partition": name, "services": services} for name in ("aws", "aws-cn")]
    (data / "endpoints.json").write_text(json.dumps({"partitions": partitions, "version": 3}))
    prune(tmp_path)
    assert all(file.exists() for file in kept)
    assert not any(file.exists() for file in (*dropped, *described))
    for file in described:
        assert json.loads(file.with_suffix("").read_text()) == {
            "members": {"documentation": {"shape": "Text", "documentation": ""}}
        }
    assert json.loads((data / "endpoints.json").read_text()) == {
        "partitions": [{"partition": "aws", "services": {name: {} for name in ENDPOINTS}}],
        "version": 3,
    }
