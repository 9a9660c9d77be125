"""
What nobody thought of: every action that AWS knows in these services is tried on a neighbour's things.
"""

from __future__ import annotations

import pytest

from platform_constructs.ownership.deployment_roles import deployment_role
from tests.pure.ownership.deployments import needed
from tests.pure.ownership.evaluator import EVERYTHING
from tests.pure.ownership.test_permissions import ground
from tests.simulator.every_action import SERVICES, always_asked, attempts
from tests.simulator.simulator import Question, decide

MAKES = "makes something new, which is its own"
LOOKS = "AWS shows all names of an account or none"
ALLOWED = {
    "apigateway:POST /restapis": MAKES,
    "apigateway:POST /usageplans": MAKES,
    "apigateway:PUT /tags/abc": "to tag what is there takes PATCH of it too, which is not in this list",
    "kms:CreateKey *": MAKES,
    "kms:ListAliases *": LOOKS,
    "logs:CreateLogDelivery *": "a delivery is made from a web ACL, and it takes PutLoggingConfiguration of that",
    "logs:DescribeLogGroups *": LOOKS,
    "logs:DescribeResourcePolicies *": LOOKS,
    "ssm:DescribeParameters *": LOOKS,
    "sts:GetCallerIdentity *": "AWS allows everybody to ask who he is",
    "wafv2:AssociateWebACL /restapis/abc/stages/live": "takes apigateway:SetWebACL too, which is not in this list",
    "wafv2:CreateWebACL regional/managedruleset/meridian-production-delivery-public/abc": "rules that AWS maintains",
    "wafv2:GetWebACLForResource /restapis/abc/stages/live": "says which web ACL protects a stage, and no more",
    "wafv2:UpdateWebACL regional/managedruleset/meridian-production-delivery-public/abc": "rules that AWS maintains",
}


@pytest.mark.usefixtures("installed")
def test_of_all_that_aws_can_be_asked_nothing_reaches_a_neighbour():
    """Not with everything attached to the role; what is left is about nobody's things, and listed with its reason."""
    of, neighbour = ground("ordering", "production"), ground("delivery", "production")
    role = deployment_role(of)
    asked = [Question(role, of.environment, one, (EVERYTHING,)) for one in attempts(of, neighbour)]
    answers = zip((one.request for one in asked), decide(asked), strict=True)
    allowed = {f"{one.action} {one.resource.split(':', 5)[-1]}" for one, answer in answers if answer.allowed}

    assert set(SERVICES) == {one.request.action.partition(":")[0] for one in asked}
    assert len({one.request.action for one in asked}) > 1_000
    assert set(ALLOWED) == allowed


@pytest.mark.usefixtures("installed")
def test_everything_is_asked_about_that_aws_asks_about():
    """Where a call is about two things, such as a key and its alias, the proof of what is allowed asks about both."""
    of = ground("ordering", "production")
    requests = list(needed(of, of.stacks[0]))
    patterns = always_asked()
    missing = {
        f"{action} {pattern.pattern}"
        for action in {one.action for one in requests}
        for pattern in patterns.get(action, [])
        if not any(pattern.fullmatch(one.resource) for one in requests if one.action == action)
    }

    assert set() == missing
