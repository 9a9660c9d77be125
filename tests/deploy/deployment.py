"""
A synthesised folder, deployed: its stacks in the order of their dependencies, side by side where they have none.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Final

from tests.deploy.client import LocalAwsClient
from tests.deploy.terraform import Change, Terraform

__all__ = ["Deployment", "read_dependencies"]

SIDE_BY_SIDE: Final = 4  # stacks at a time; most of their time is the provider waiting
_PROTECTED: Final = {"aws_cognito_user_pool": ("deletion_protection", "INACTIVE")}


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
    """

    def __init__(self, source: Path, folder: Path, terraform: Terraform, aws: LocalAwsClient) -> None:
        self._terraform, self._aws = terraform, aws
        # Deep enough that a relative state path may climb out of the synthesised folder and stay inside ours.
        self._root = folder / "project" / "cdktf.out"
        self._root.mkdir(parents=True)
        self.dependencies: Mapping[str, tuple[str, ...]] = {}
        self.timings: dict[str, float] = {}
        self.update(source)

    def update(self, source: Path) -> None:
        """Take the stacks of another synthesis in; states stay."""
        shutil.copytree(source, self._root, dirs_exist_ok=True)
        self.dependencies = read_dependencies(self._root / "manifest.json")

    def init(self, stack: str) -> None:
        """Run `terraform init`."""
        self._timed("init", stack, lambda: self._terraform.init(self.folder(stack)))

    def folder(self, stack: str) -> Path:
        """Return the copy that terraform runs in."""
        return self._root / "stacks" / stack

    def document(self, stack: str) -> dict[str, Any]:
        """Return a stack's Terraform JSON."""
        document: dict[str, Any] = json.loads((self.folder(stack) / "cdk.tf.json").read_text(encoding="utf-8"))
        return document

    def validate(self, stack: str) -> None:
        """Run `terraform validate`."""
        self._timed("validate", stack, lambda: self._terraform.validate(self.folder(stack)))

    def apply(self, stack: str) -> None:
        """Run `terraform apply`."""
        self._timed("apply", stack, lambda: self._terraform.apply(self.folder(stack)))

    def plan(self, stack: str) -> tuple[Change, ...]:
        """Return what `terraform plan` would change."""
        return self._timed("plan", stack, lambda: self._terraform.plan(self.folder(stack)))

    def destroy(self, stack: str) -> None:
        """Lift deletion protection as an operator would, then run `terraform destroy`."""
        if self._lift_protection(stack):
            self._timed("unprotect", stack, lambda: self._terraform.apply(self.folder(stack)))
        self._timed("destroy", stack, lambda: self._terraform.destroy(self.folder(stack)))

    def leftovers(self) -> list[str]:
        """Return what is still in AWS, as `kind: name`."""
        return self._aws.leftovers()

    def for_all(self, step: Callable[[str], Any], *, backwards: bool = False) -> dict[str, Any]:
        """
        Run one step for every stack and return its results.

        A stack's turn comes when all it depends on are done (`backwards`: all that depend on it). The first failure
        is raised once the steps under way have ended.
        """
        before = {name: set(needed) for name, needed in self.dependencies.items()}
        if backwards:
            before = {name: {other for other, needed in before.items() if name in needed} for name in before}
        results: dict[str, Any] = {}
        running: dict[Future[Any], str] = {}
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            while len(results) < len(before):
                started = {*results, *running.values()}
                for name in sorted(before):
                    if name not in started and before[name] <= set(results):
                        running[pool.submit(step, name)] = name
                if not running:
                    raise ValueError(f"the stacks depend on each other in a circle, or on one that is missing: {before}")
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    results[running.pop(future)] = future.result()
        return dict(sorted(results.items()))

    def _lift_protection(self, stack: str) -> bool:
        override: dict[str, Any] = {}
        for kind, (attribute, value) in _PROTECTED.items():
            for name, body in self.document(stack).get("resource", {}).get(kind, {}).items():
                if body.get(attribute, value) != value:
                    override.setdefault(kind, {})[name] = {attribute: value}
        if override:
            text = json.dumps({"resource": override})
            (self.folder(stack) / "unprotected_override.tf.json").write_text(text, encoding="utf-8")
        return bool(override)

    def _timed(self, what: str, stack: str, run: Callable[[], Any]) -> Any:
        start = time.monotonic()
        try:
            return run()
        finally:
            self.timings[f"{what} {stack}"] = round(time.monotonic() - start, 1)
