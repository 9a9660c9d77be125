"""
What the deployment tests share: the tools, a local AWS, a way to deploy a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.client import LocalAwsClient
from tests.deploy.deployment import Deployment
from tests.deploy.terraform import Terraform, ToolMissingError, find_mirror, find_terraform

ZONES = ("sandbox.meridian.example", "meridian.example", "internal.sandbox.meridian.example")


def skip_or_fail(reason: str) -> None:
    """Skip where somebody works; fail where CI must have run it."""
    if os.environ.get("CI"):
        pytest.fail(f"must run, not skip, in CI: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def tools() -> tuple[Path, Path]:
    """The terraform program and a mirror with the AWS provider."""
    try:
        return find_terraform(), find_mirror(os.environ)
    except ToolMissingError as missing:
        skip_or_fail(str(missing))
        raise


@pytest.fixture(scope="session")
def local_aws_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAwsClient]:
    """A local AWS, started once."""
    with LocalAwsClient(tmp_path_factory.mktemp("local-aws") / "log.txt") as client:
        yield client


@pytest.fixture(scope="module")
def local_aws(local_aws_process: LocalAwsClient) -> LocalAwsClient:
    """A local AWS with nothing in it but the hosted zones that the stacks expect."""
    local_aws_process.reset()
    for zone in ZONES:
        local_aws_process.add_zone(zone)
    return local_aws_process


@pytest.fixture(scope="module")
def terraform(
    tools: tuple[Path, Path], local_aws: LocalAwsClient, tmp_path_factory: pytest.TempPathFactory
) -> Terraform:
    """The real terraform with the real provider."""
    executable, mirror = tools
    return Terraform(executable, tmp_path_factory.mktemp("terraform"), mirror, local_aws.endpoint)


@pytest.fixture(scope="module")
def deploy(
    terraform: Terraform, local_aws: LocalAwsClient, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], Deployment]:
    """Return a function that takes a synthesised folder and gives its deployment, not yet applied."""

    def new(source: Path) -> Deployment:
        return Deployment(source, tmp_path_factory.mktemp("deployment"), terraform, local_aws)

    return new
