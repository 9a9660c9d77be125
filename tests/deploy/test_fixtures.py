"""
The harness proved on a small project written by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deploy.client import LocalAwsClient
from tests.deploy.deployment import Deployment
from tests.deploy.fixtures.project import write_project
from tests.deploy.lifecycle import Lifecycle, live

pytestmark = [pytest.mark.deploy, pytest.mark.xdist_group("deploy")]


@pytest.fixture(scope="module")
def lifecycle(
    deploy: Callable[[Path], Deployment], local_aws: LocalAwsClient, tmp_path_factory: pytest.TempPathFactory
) -> Lifecycle:
    """The whole life of the small project, lived once."""
    first = write_project(tmp_path_factory.mktemp("first"))
    changed = write_project(tmp_path_factory.mktemp("changed"), description="as it is now")
    return live(deploy(first), local_aws, changed=changed, stack="ordering-public")


def test_a_second_plan_of_every_kind_of_stack_is_empty(lifecycle: Lifecycle):
    """Each kind of stack validates, applies, and has nothing to change right after."""
    expected = {"platform-account", "platform-identity", "ordering-public", "platform-edge"}

    assert expected == lifecycle.stacks
    assert "" == lifecycle.drift


def test_the_import_keeps_who_may_call_what(lifecycle: Lifecycle):
    """Only the operation that the contract leaves open is open once it is imported."""
    assert ["meridian-ordering-public GET /v1/health"] == lifecycle.open_methods


def test_the_stacks_found_each_other(lifecycle: Lifecycle):
    """The host leads to the domain's API, and every scope it asks for is one the user pool offers."""
    assert ["api.sandbox.meridian.example/ordering: meridian-ordering-public/v1"] == lifecycle.mapped_apis
    assert [] == lifecycle.unmet_scopes


def test_a_changed_contract_is_deployed_before_the_old_deployment_goes(lifecycle: Lifecycle):
    """The plan makes the new deployment first, and the stage then serves the changed API."""
    actions = {change.address: change.actions for change in lifecycle.update}

    assert ("create", "delete") == actions["aws_api_gateway_deployment.deployment"]
    assert [] == lifecycle.stale_stages


def test_destroying_leaves_nothing(lifecycle: Lifecycle):
    """Destroyed in reverse order, no API, pool, key, log group or parameter stays behind."""
    assert [] == lifecycle.leftovers


def test_nothing_was_asked_that_the_local_aws_cannot_answer(lifecycle: Lifecycle):
    """Every request of the provider met an implemented operation."""
    assert [] == lifecycle.faults
