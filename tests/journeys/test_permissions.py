"""
Who reviews a deployment role, and who asks in vain.
"""

from __future__ import annotations

import json
from typing import Any


def test_what_a_pipeline_may_do_is_explained(sample):
    """
    Who takes the role, each statement with its reason, and what it can never do.
    """
    ended = sample.paved("permissions", "ordering", "--environment", "production")

    assert ended.code == 0
    assert ended.out.startswith(
        "meridian-production-ordering-deploy, in production\n"
        "  made by   platform-delivery\n"
        "  taken by  repo:meridian-connect/ordering:environment:production\n"
        "  deploys   ordering-public\n"
        "\n"
        "OwnApis: Changes its own APIs with their stages and deployments, and their usage plans.\n"
        "  may       apigateway:DELETE, apigateway:GET, apigateway:PATCH, apigateway:POST, apigateway:PUT\n"
    )
    assert "  on        arn:aws:s3:::meridian-terraform-state/production/ordering-*.tfstate\n" in ended.out
    assert "NoUnprotecting: " in ended.out
    assert "\n  can never kms:DisableKey, " in ended.out


def test_the_role_that_is_explained_is_the_one_that_is_written(sample):
    """
    Statement by statement, with resources and conditions, the boundary included: what is proved is what is written.
    """
    asked = sample.paved("permissions", "ordering", "--format", "json").json
    assert sample.paved("synth", "platform-delivery").code == 0

    written = sample.output()["stacks/platform-delivery/cdk.tf.json"].decode()
    assert '"repo:meridian-connect/ordering:environment:sandbox"' in written
    documents = json.loads(written)["data"]["aws_iam_policy_document"]
    for part in ("boundary", "policy"):
        [document] = [
            each for name, each in documents.items() if name.startswith(f"pipeline-ordering_{part}-document_")
        ]
        found = [as_iam_has_it(statement) for statement in document["statement"]]
        assert [{key: value for key, value in one.items() if key != "why"} for one in asked[part]] == found


def as_iam_has_it(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement of Terraform's as `paved permissions` prints it."""
    found = {"Sid": statement["sid"], "Effect": statement["effect"]}
    found |= {"Action": statement["actions"], "Resource": statement["resources"]}
    for one in statement.get("condition", []):
        found.setdefault("Condition", {}).setdefault(one["test"], {})[one["variable"]] = one["values"]
    return found


def test_who_asks_for_a_domain_that_is_not_there_is_told_the_nearest(sample):
    """
    And the platform's own role is not compiled from claims.
    """
    unknown, platform = sample.paved("permissions", "orderin"), sample.paved("permissions", "platform")

    assert (unknown.code, platform.code) == (2, 2)
    assert "error[DECL-055] the registry knows no such domain" in unknown.error
    assert "fix  did you mean ordering?" in unknown.error
    assert "error[DECL-056]" in platform.error


def test_pipelines_that_nobody_could_tell_apart_are_refused(sample):
    """
    A wildcard, a subject of two domains, an environment nobody knows, and tokens that nobody is said to sign.
    """
    registry = sample.path("platform.toml").read_text()
    ours = 'pipelines.sandbox = ["repo:meridian-connect/ordering:environment:sandbox"]'
    assert ours in registry
    delivery = registry[registry.index("[delivery]\n") : registry.index("[environments.sandbox]")]
    for old, new, code in (
        (ours, 'pipelines.sandbox = ["repo:meridian-connect/*"]', "REG-005"),
        (ours, "pipelines.sandbox = [\"${file('/etc/passwd')}:a\"]", "REG-005"),
        (ours, 'pipelines.sandbox = ["repo:meridian-connect/quoting:environment:sandbox"]', "REG-049"),
        (ours, 'pipelines.staging = ["repo:meridian-connect/ordering:environment:staging"]', "REG-008"),
        (ours, 'pipelines.sandbox = "repo:meridian-connect/ordering:environment:sandbox"', "REG-004"),
        (delivery, "", "REG-050"),
    ):
        sample.write("platform.toml", registry.replace(old, new))
        ended = sample.paved("synth", "platform-delivery")
        assert (ended.code, f"error[{code}]" in ended.error) == (2, True), ended.error
