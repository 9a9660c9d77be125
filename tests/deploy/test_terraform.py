"""
How the harness finds its tools, and what it does without them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.conftest import skip_or_fail
from tests.deploy.deployment import Deployment
from tests.deploy.fixtures.body import body
from tests.deploy.fixtures.stack import stack
from tests.deploy.schedule import Job, run_all
from tests.deploy.terraform import MIRROR_VARIABLE, PROVIDER, TerraformFailedError, ToolMissingError, find_mirror

POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"


def mirror(folder: Path) -> Path:
    (folder / PROVIDER).mkdir(parents=True)
    return folder


def project(folder: Path, resource: dict[str, Any]) -> Path:
    place = folder / "stacks" / "small"
    place.mkdir(parents=True)
    (place / "cdk.tf.json").write_text(json.dumps(stack("small", resource=resource)), encoding="utf-8")
    (folder / "manifest.json").write_text('{"stacks": {"small": {"dependencies": []}}}', encoding="utf-8")
    return folder


def test_the_named_mirror_comes_first(tmp_path: Path):
    """A mirror named in the environment wins over every folder that would be found."""
    named, implied = mirror(tmp_path / "named"), mirror(tmp_path / "implied")

    assert named == find_mirror({MIRROR_VARIABLE: str(named)}, [implied])


def test_the_first_folder_with_the_provider_is_taken(tmp_path: Path):
    """A folder without the AWS provider is passed over."""
    (tmp_path / "empty").mkdir()
    implied = mirror(tmp_path / "implied")

    assert implied == find_mirror({}, [tmp_path / "absent", tmp_path / "empty", implied])


def test_a_named_mirror_without_the_provider_is_an_error(tmp_path: Path):
    """A wrong name is never made good by a folder found elsewhere."""
    with pytest.raises(ToolMissingError, match=MIRROR_VARIABLE):
        find_mirror({MIRROR_VARIABLE: str(tmp_path)}, [mirror(tmp_path / "implied")])


def test_no_mirror_is_an_error(tmp_path: Path):
    """Without any mirror the message says what to set."""
    with pytest.raises(ToolMissingError, match=f"set {MIRROR_VARIABLE}"):
        find_mirror({}, [tmp_path])


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_missing_tools_skip_at_home_and_fail_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
):
    """Nobody is stopped by a missing terraform, but CI never passes without it."""
    monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome, match="terraform is not on PATH"):
        skip_or_fail("terraform is not on PATH")


def test_jobs_run_after_what_they_need():
    """A job starts when all it needs has ended, and its result is returned by name."""
    order: list[str] = []
    jobs = {
        "edge": Job(lambda: order.append("edge"), frozenset({"api", "identity"})),
        "api": Job(lambda: order.append("api"), frozenset({"identity"})),
        "identity": Job(lambda: order.append("identity")),
    }

    results = run_all(jobs, side_by_side=2)

    assert ["identity", "api", "edge"] == order
    assert {"api": None, "edge": None, "identity": None} == results


def test_jobs_in_a_circle_are_an_error():
    """A circle is named instead of waited for."""
    jobs = {"a": Job(lambda: None, frozenset({"b"})), "b": Job(lambda: None, frozenset({"a"}))}

    with pytest.raises(ValueError, match=r"\['a', 'b'\]"):
        run_all(jobs, side_by_side=2)


@pytest.mark.deploy
def test_a_body_that_api_gateway_refuses_stops_the_apply(deploy: Callable[[Path], Deployment], tmp_path: Path):
    """A contract that validates as Terraform but cannot be imported fails at apply, with API Gateway's reason."""
    document = body("ordering", "as it was", POOL)
    document["paths"]["/v1/items"]["get"]["security"] = [{"nobody": []}]
    api = {"name": "ordering", "body": json.dumps(document), "put_rest_api_mode": "overwrite", "fail_on_warnings": True}
    deployment = deploy(project(tmp_path, {"aws_api_gateway_rest_api": {"api": api}}))
    deployment.validate("small")

    with pytest.raises(TerraformFailedError, match="Authorizer 'nobody' of GET /v1/items is not defined"):
        deployment.apply("small")


@pytest.mark.deploy
def test_what_changed_behind_terraforms_back_is_shown(deploy: Callable[[Path], Deployment], tmp_path: Path):
    """A plan tells address, attribute, and both values."""
    parameter = {"name": "/meridian/a", "type": "String", "value": "1", "description": "one"}
    deployment = deploy(project(tmp_path, {"aws_ssm_parameter": {"a": parameter}}))
    deployment.validate("small")
    deployment.apply("small")
    before = deployment.plan("small")
    (tmp_path / "stacks" / "small" / "cdk.tf.json").write_text(
        json.dumps(stack("small", resource={"aws_ssm_parameter": {"a": {**parameter, "description": "two"}}})),
        encoding="utf-8",
    )

    deployment.update(tmp_path)

    assert () == before
    assert ['update aws_ssm_parameter.a\n    description: "one" -> "two"'] == [str(c) for c in deployment.plan("small")]
