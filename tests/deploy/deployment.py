"""
A synthesised folder, deployed: its stacks in the order of their dependencies, side by side where they have none.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from tests.deploy.client import LocalAwsClient
from tests.deploy.schedule import Job, run_all
from tests.deploy.terraform import Change, Terraform

__all__ = ["Deployment", "read_dependencies"]

T = TypeVar("T")

SIDE_BY_SIDE: Final = 3  # stacks at a time on two cores: much of an apply is the provider waiting
_PROTECTED: Final = {
    "aws_cognito_user_pool": ("deletion_protection", "INACTIVE"),
    "aws_lb": ("enable_deletion_protection", False),
}


def read_dependencies(manifest: Path) -> dict[str, tuple[str, ...]]:
    """Return each stack's dependencies, as the synthesised manifest lists them."""
    stacks = json.loads(manifest.read_text(encoding="utf-8"))["stacks"]
    return {name: tuple(sorted(item["dependencies"])) for name, item in sorted(stacks.items())}


class Deployment:
    """
    The stacks of one synthesised folder, in a copy of their own.

    Args:
        source: A folder with `manifest.json` and `stacks/<name>/cdk.tf.json`; only read.
        folder: An empty folder for the copy and the state.
        terraform: What runs them.
        aws: Where they are deployed to.

    Attributes:
        dependencies: Stack -> the stacks it needs.
        timings: `<command> <stack>` -> seconds.
    """

    def __init__(self, source: Path, folder: Path, terraform: Terraform, aws: LocalAwsClient) -> None:
        self._terraform, self._aws = terraform, aws
        # Deep enough that a relative state path may climb out of the synthesised folder and stay inside ours.
        self._root = folder / "project" / "cdktf.out"
        self.timings: dict[str, float] = {}
        self.dependencies: Mapping[str, tuple[str, ...]] = {}
        self.update(source)

    def update(self, source: Path) -> None:
        """Take another synthesis of the same stacks; what is deployed stays."""
        shutil.copytree(source, self._root, dirs_exist_ok=True)
        self.dependencies = read_dependencies(self._root / "manifest.json")

    def folder(self, stack: str) -> Path:
        """Return the copy that terraform runs in."""
        return self._root / "stacks" / stack

    def document(self, stack: str) -> dict[str, Any]:
        """Return a stack's Terraform JSON."""
        document: dict[str, Any] = json.loads((self.folder(stack) / "cdk.tf.json").read_text(encoding="utf-8"))
        return document

    def validate(self, stack: str) -> None:
        """Run `terraform init` where that has not been done, and `terraform validate`."""
        if not (self.folder(stack) / ".terraform").exists():
            self._timed("init", stack, self._terraform.init)
        self._timed("validate", stack, self._terraform.validate)

    def apply(self, stack: str) -> None:
        """Run `terraform apply`."""
        self._timed("apply", stack, self._terraform.apply)

    def apply_plan(self, stack: str) -> None:
        """Run `terraform apply` of the last plan."""
        self._timed("apply", stack, self._terraform.apply_plan)

    def plan(self, stack: str) -> tuple[Change, ...]:
        """Return what `terraform plan` would change."""
        return self._timed("plan", stack, self._terraform.plan)

    def destroy(self, stack: str) -> None:
        """Lift deletion protection as an operator would, then run `terraform destroy`."""
        protected = self._lift_protection(stack)
        if protected:
            self._timed("unprotect", stack, lambda folder: self._terraform.apply(folder, only=protected))
        self._timed("destroy", stack, self._terraform.destroy)

    def deploy_all(self) -> dict[str, tuple[Change, ...]]:
        """Validate, apply and plan again every stack, and return the second plans."""
        jobs: dict[str, Job] = {}
        for stack, needed in self.dependencies.items():
            before = {f"validate {stack}", *(f"apply {other}" for other in needed)}
            jobs[f"validate {stack}"] = Job(partial(self.validate, stack), rank=len(needed))
            jobs[f"apply {stack}"] = Job(partial(self.apply, stack), frozenset(before), rank=-1)
            jobs[f"plan {stack}"] = Job(partial(self.plan, stack), frozenset({f"apply {stack}"}), rank=9)
        results = run_all(jobs, side_by_side=SIDE_BY_SIDE)
        return {stack: results[f"plan {stack}"] for stack in self.dependencies}

    def destroy_all(self) -> None:
        """Destroy every stack, each after those that need it."""
        users = {
            stack: frozenset(other for other, needed in self.dependencies.items() if stack in needed)
            for stack in self.dependencies
        }
        jobs = {stack: Job(partial(self.destroy, stack), needs) for stack, needs in users.items()}
        run_all(jobs, side_by_side=SIDE_BY_SIDE)

    def leftovers(self) -> list[str]:
        """Return what is still in AWS, as `kind: name`."""
        return self._aws.leftovers()

    def _lift_protection(self, stack: str) -> tuple[str, ...]:
        override: dict[str, Any] = {}
        for kind, named in self.document(stack).get("resource", {}).items():
            attribute, value = _PROTECTED.get(kind, ("", None))
            for name, body in named.items():
                if attribute and body.get(attribute, value) != value:
                    override.setdefault(kind, {}).setdefault(name, {})[attribute] = value
                if body.get("lifecycle", {}).get("prevent_destroy"):
                    override.setdefault(kind, {}).setdefault(name, {})["lifecycle"] = {"prevent_destroy": False}
        if override:
            text = json.dumps({"resource": override})
            (self.folder(stack) / "unprotected_override.tf.json").write_text(text, encoding="utf-8")
        return tuple(f"{kind}.{name}" for kind, named in override.items() if kind in _PROTECTED for name in named)

    def _timed(self, what: str, stack: str, run: Callable[[Path], T]) -> T:
        start = time.monotonic()
        try:
            return run(self.folder(stack))
        finally:
            self.timings[f"{what} {stack}"] = round(time.monotonic() - start, 1)
