"""
The claims of `ownership.deployment_roles`: sizes that IAM takes, and names that tell domains apart.
"""

from __future__ import annotations

import json
from dataclasses import replace

from platform_constructs.model.permission import Condition, Statement
from platform_constructs.ownership.deployment_roles import (
    LARGEST_BOUNDARY,
    LARGEST_POLICY,
    deployment_role,
    policy_text,
    role_faults,
)
from platform_constructs.ownership.permission_ground import Ground
from tests.pure.ownership.test_permissions import ground


def with_stacks(count: int) -> Ground:
    """Ordering with so many stacks, in production, beside a domain whose name goes on from its own."""
    stacks = tuple(f"ordering-part-{number:03}-public" for number in range(count))
    of = ground("ordering", "production")
    domains = {**of.organisation.domains, "ordering-eu": of.organisation.domains["quoting"]}
    return replace(of, stacks=stacks, organisation=of.organisation.model_copy(update={"domains": domains}))


def test_a_statement_is_written_as_iam_takes_it() -> None:
    """Conditions of one operator stand together; one value needs no list; nothing stands where there is none."""
    one = Condition("StringEquals", "aws:RequestTag/domain", ("ordering",))
    other = Condition("StringEquals", "aws:ResourceTag/domain", ("ordering",))
    statements = (
        Statement("Own", "Allow", ("kms:TagResource",), ("arn:aws:kms:::key/*",), "why.", (one, other)),
        Statement("No", "Deny", ("iam:*",), ("*",), "why."),
    )
    assert json.loads(policy_text(statements)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Own",
                "Effect": "Allow",
                "Action": "kms:TagResource",
                "Resource": "arn:aws:kms:::key/*",
                "Condition": {
                    "StringEquals": {"aws:RequestTag/domain": "ordering", "aws:ResourceTag/domain": "ordering"}
                },
            },
            {"Sid": "No", "Effect": "Deny", "Action": "iam:*", "Resource": "*"},
        ],
    }


def test_every_role_of_the_sample_can_be_made() -> None:
    """Its boundary and policies have a size that IAM takes, and its names are its own."""
    for domain in ("delivery", "ordering", "quoting", "suppliers"):
        of = ground(domain, "production")
        role = deployment_role(of)
        assert list(role_faults(role, of, ["quoting-internal", "platform-edge"])) == []
        assert len(policy_text(role.boundary)) <= LARGEST_BOUNDARY
        assert len(policy_text(role.statements)) <= LARGEST_POLICY


def test_a_boundary_cannot_be_divided() -> None:
    """One that is too large is refused, with how large it is; the platform has to act."""
    of = with_stacks(12)
    [found, *_] = role_faults(deployment_role(of), of, [])
    assert (found.code, found.owner) == ("OWN-038", "platform")
    assert found.what == "the permissions boundary of ordering is too large for IAM"
    assert found.got.endswith(f" characters for 12 stacks, at most {LARGEST_BOUNDARY}")


def test_one_pattern_does_for_all_stacks_of_a_domain_unless_another_name_goes_on_from_its_own() -> None:
    """Then each stack is named, so that nothing of the other's is meant."""
    assert ground("delivery", "production").stems == ("delivery-*",)
    assert with_stacks(2).stems == ("ordering-part-000-public", "ordering-part-001-public")


def test_a_stack_whose_name_goes_on_from_anothers_is_refused() -> None:
    """Permissions go by the beginnings of names, so one would reach into the other."""
    of = ground("ordering", "sandbox")
    others = ["ordering-public-eu-public", "ordering-publicx-public", "quoting-public"]
    found = list(role_faults(deployment_role(of), of, others))
    assert [str(one) for one in found] == [
        "block[OWN-037] the names of ordering-public-eu-public begin with those of ordering-public, "
        "so whoever deploys ordering-public could change it\n"
        f"  at   {of.domain.place}\n"
        "  got  ordering-public and ordering-public-eu-public\n"
        '  fix  give one of the stacks another name: name="..." in its declaration\n'
        "  who  platform\n"
        "  more `paved explain OWN-037`"
    ]


def test_a_name_that_iam_does_not_take_is_refused() -> None:
    """Slug, environment and domain stand in it, and may each have 24 characters."""
    of = ground("ordering", "sandbox")
    longest = "a" * 24
    of = replace(
        of,
        organisation=of.organisation.model_copy(update={"slug": longest}),
        environment=of.environment.model_copy(update={"name": longest}),
        domain=of.domain.model_copy(update={"name": longest}),
    )
    [found] = role_faults(deployment_role(of), of, [])
    assert (found.code, found.what) == ("OWN-039", f"the name of {longest}'s deployment role is too long for IAM")
    assert found.got == f"{longest}-{longest}-{longest}-deploy, 81 characters, at most 64"


def test_a_domain_without_stacks_may_do_nothing() -> None:
    """Its boundary holds all the same."""
    role = deployment_role(with_stacks(0))
    assert role.statements == ()
    assert {one.effect for one in role.boundary if one.sid != "OwnEvents"} == {"Deny"}
