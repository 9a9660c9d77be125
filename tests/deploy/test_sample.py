"""
The sample organisation, synthesised by the command a user runs and deployed as it is written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.client import LocalAwsClient
from tests.deploy.deployment import Deployment
from tests.deploy.lifecycle import Lifecycle, live

pytestmark = pytest.mark.deploy

PROJECT: Final = Path(__file__).parents[2]
APIS: Final = {
    "delivery": "delivery",
    "ordering": "ordering",
    "ordering/v1/tracking": "delivery-tracking",  # delegated: delivery answers under ordering's prefix
    "quoting": "quoting",
    "suppliers": "suppliers",
}
STACKS: Final = {
    "delivery-internal",
    "delivery-planner-container",
    "delivery-slots-function",
    "platform-account",
    "platform-balancer",
    "platform-delivery",
    "platform-edge",
    "platform-identity",
    "platform-internal-edge",
    "platform-network",
    "platform-partners",
    *(f"{name}-public" for name in APIS.values()),
}
RECORDED: Final = PROJECT / "tests" / "provider_calls.txt"
CONTRACT: Final = Path("stacks", "domains", "ordering", "openapi.yaml")


def synthesise(root: Path, output: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "platform_constructs", "synth", "--output", str(output)],
        cwd=root,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"synth ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return output


def with_another_description(folder: Path) -> Path:
    """Return a copy of the project in which one operation of ordering's contract is described otherwise."""
    folder.mkdir()
    for part in ("platform.toml", "platform_constructs", "policy_packs", "stacks"):
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / part)
    text = (folder / CONTRACT).read_text(encoding="utf-8")
    marker = "      description: Newest first."
    assert 1 == text.count(marker)
    changed = text.replace(marker, f"{marker} Changed by a test.")
    (folder / CONTRACT).write_text(changed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lifecycle(
    deploy: Callable[[Path], Deployment], local_aws: LocalAwsClient, tmp_path_factory: pytest.TempPathFactory
) -> Lifecycle:
    """The whole life of the sample, lived once."""
    work = tmp_path_factory.mktemp("sample")
    first = synthesise(PROJECT, work / "first")
    changed = synthesise(with_another_description(work / "project"), work / "changed")
    return live(deploy(first), local_aws, changed=changed, stack="ordering-public")


def test_every_stack_is_deployed_and_planning_it_again_changes_nothing(lifecycle: Lifecycle):
    """Each stack of the sample validates and applies, and its second plan is empty."""
    assert STACKS == lifecycle.stacks
    assert "" == lifecycle.drift


def test_the_host_leads_to_every_domain(lifecycle: Lifecycle):
    """Each API answers below its domain's own path, or one delegated to it, and nothing else does."""
    host = "api.sandbox.meridian.example"
    expected = sorted(f"{host}/{path}: meridian-sandbox-{name}-public/live" for path, name in APIS.items())

    inside = "api.internal.sandbox.meridian.example/delivery: meridian-sandbox-delivery-internal/live"
    assert sorted([inside, *expected]) == lifecycle.mapped_apis


def test_nobody_gets_in_without_a_token(lifecycle: Lifecycle):
    """No imported operation is open, and each asks for scopes that the user pool can grant."""
    assert [] == lifecycle.open_methods
    assert [] == lifecycle.unmet_scopes


def test_a_changed_description_is_deployed_before_the_old_deployment_goes(lifecycle: Lifecycle):
    """A contract that changes in a description only is deployed anew, without a moment of nothing."""
    actions = {change.address: change.actions for change in lifecycle.update}
    deployments = [done for address, done in actions.items() if address.startswith("aws_api_gateway_deployment.")]

    assert [("create", "delete")] == deployments
    assert [] == lifecycle.stale_stages


def test_the_provider_asks_for_what_deployment_roles_are_proved_with(lifecycle: Lifecycle):
    """
    What it was recorded to call for a public API is what it calls today. When this fails, look at the difference, write
    it to tests/provider_calls.txt, and see whether the roles still allow it: `pytest tests/pure/ownership`.
    """
    recorded = RECORDED.read_text(encoding="utf-8").splitlines()

    assert recorded == lifecycle.calls


def test_destroying_the_sample_leaves_nothing(lifecycle: Lifecycle):
    """Destroyed in reverse order, nothing of it stays in the account."""
    assert [] == lifecycle.leftovers


def test_the_sample_asked_for_nothing_that_was_not_checked(lifecycle: Lifecycle):
    """Every request of the provider met an operation that the local AWS implements."""
    assert [] == lifecycle.faults
