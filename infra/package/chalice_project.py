"""The project that Chalice packages: `app.py` with its configuration, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from infra.compression import API_FROM_BYTES
from infra.package.dependencies import ROOT
from infra.package.target import Target
from infra.template.functions import FUNCTIONS, Function
from infra.template.runtime import statements

STAGE: Final = "api"
"""Also the stage of API Gateway: CloudFront sends `/api/status` there as it is, so nothing rewrites it."""

_CHALICE: Final = "import sys; from chalice.cli import main; sys.exit(main())"
"""Its command, of this environment: it has no `__main__`."""


def prepare(folder: Path, target: Target) -> None:
    """Write all of the project but `vendor/`. A cache of Chalice's would name a zip by its content alone: none is kept."""
    shutil.rmtree(folder, ignore_errors=True)
    settings = folder / ".chalice"
    settings.mkdir(parents=True)
    shutil.copyfile(ROOT / "app.py", folder / "app.py")
    (folder / "requirements.txt").write_text("")
    for function in FUNCTIONS:
        policy = {"Version": "2012-10-17", "Statement": statements(function)}
        (settings / f"policy-{function.name}.json").write_text(json.dumps(policy))
    (settings / "config.json").write_text(json.dumps(_config(target)))


def package(folder: Path, out: Path) -> dict[str, Any]:
    """Run `chalice package`; the template it made, beside its `deployment.zip` in `out`."""
    chalice = [sys.executable, "-c", _CHALICE, "package", "--stage", STAGE, str(out)]
    # Chalice imports app.py to find its routes: from here, our modules are those of the repository.
    environment = os.environ | {"PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": "eu-west-3"}
    done = subprocess.run(chalice, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    template: dict[str, Any] = json.loads((out / "sam.json").read_text())
    return template


def _config(target: Target) -> dict[str, Any]:
    return {
        "version": "2.0",
        "app_name": "preau",
        "lambda_architecture": target.architecture,
        "minimum_compression_size": API_FROM_BYTES,
        "api_gateway_endpoint_type": "REGIONAL",
        "api_gateway_stage": STAGE,
        "autogen_policy": False,
        "lambda_functions": {function.name: _of(function) for function in FUNCTIONS},
        "stages": {STAGE: {}},
    }


def _of(function: Function) -> dict[str, Any]:
    return {
        "iam_policy_file": f"policy-{function.name}.json",
        "lambda_memory_size": function.memory_mb,
        "lambda_timeout": function.timeout_seconds,
    }
