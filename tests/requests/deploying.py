"""
The stacks of the sample that the public API needs, applied, and what is put on top of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.deploy.deployment import read_dependencies
from tests.deploy.schedule import Job, run_all
from tests.deploy.terraform import Terraform
from tests.requests.client import PROJECT

__all__ = ["STACK", "deploy", "deploy_on_top", "read_document", "synthesise"]

STACK: Final = "ordering-public"


def synthesise(output: Path) -> Path:
    """Write the sample by the command that a user runs, and return the folder."""
    done = subprocess.run(
        [sys.executable, "-m", "platform_constructs", "synth", "--output", str(output)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"synth ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return output


def read_document(synthesised: Path) -> dict[str, Any]:
    """Return the OpenAPI document that the public API is imported from."""
    text = (synthesised / "stacks" / STACK / "cdk.tf.json").read_text(encoding="utf-8")
    (api,) = json.loads(text)["resource"]["aws_api_gateway_rest_api"].values()
    document: dict[str, Any] = json.loads(api["body"])
    return document


def deploy(synthesised: Path, folder: Path, terraform: Terraform) -> None:
    """Apply the public API and what it needs, in a copy, side by side where nothing waits for another."""
    root = folder / "project" / "cdktf.out"  # deep enough for the stacks' relative state paths
    shutil.copytree(synthesised, root)
    dependencies = read_dependencies(root / "manifest.json")
    needed, found = {STACK}, set(dependencies[STACK])
    while found - needed:
        needed |= found
        found = {other for stack in needed for other in dependencies[stack]}
    jobs = {
        stack: Job(partial(_apply, terraform, root / "stacks" / stack), frozenset(dependencies[stack]))
        for stack in needed
    }
    run_all(jobs, side_by_side=2)


def deploy_on_top(stack: Mapping[str, Any], folder: Path, terraform: Terraform) -> dict[str, str]:
    """Apply one more stack and return its outputs."""
    (folder / "main.tf.json").write_text(json.dumps(stack), encoding="utf-8")
    _apply(terraform, folder)
    state = json.loads((folder / "terraform.tfstate").read_text(encoding="utf-8"))
    return {name: str(output["value"]) for name, output in state["outputs"].items()}


def _apply(terraform: Terraform, folder: Path) -> None:
    terraform.init(folder)
    terraform.apply(folder)
