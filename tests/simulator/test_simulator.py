"""
The claims of tests/pure/ownership/test_permissions.py, decided once more by another evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.ownership.deployment_roles import deployment_role
from platform_constructs.ownership.permission_ground import Ground
from tests.pure.ownership.deployments import needed, never
from tests.pure.ownership.evaluator import EVERYTHING, Request, may
from tests.pure.ownership.test_permissions import STACKS, foreign, ground
from tests.simulator.simulator import Answer, Question, decide

pytestmark = pytest.mark.usefixtures("installed")

# AWS's reference as the simulator has it writes two ARNs of one type as one text, so these match none; API mappings
# are not in it at all. AWS documents each: the developer guide's "control access to API Gateway", and the WAF guide.
NOT_IN_THE_REFERENCE = {
    ("apigateway:POST", "restapis/abc/deployments"),
    ("apigateway:POST", "restapis/abc/stages"),
    ("apigateway:POST", "domainnames/api.meridian.example/apimappings"),
    ("apigateway:SetWebACL", "restapis/abc/stages/live"),
}

# WAF does not see a stage's tags; whose the stage is, apigateway:SetWebACL decides, and taking one away is denied.
WITHOUT_TAGS = {"wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"}


def asked(of: Ground, role: DeploymentRole, requests: Iterable[Request], *attached: Statement) -> list[Question]:
    """Each request once, in the name of the role."""
    return [Question(role, of.environment, one, attached) for one in {str(one): one for one in requests}.values()]


def required(of: Ground) -> list[Request]:
    """What a domain's deployments ask for."""
    return [one for stack in of.stacks for one in needed(of, stack)]


def forbidden(of: Ground) -> list[Request]:
    """What its role may never do."""
    return [*foreign(of), *(one for stack in of.stacks for one in never(of, stack))]


@pytest.fixture(scope="module", name="decided")
def _decided(installed: None) -> list[tuple[str, Question, Answer]]:
    """Every question about every domain in production, where there is most to decide, and its answer."""
    questions: list[tuple[str, Question]] = []
    for domain in STACKS:
        of = ground(domain, "production")
        role = deployment_role(of)
        questions += [("required", one) for one in asked(of, role, required(of))]
        questions += [("forbidden", one) for one in asked(of, role, forbidden(of))]
        questions += [("forbidden", one) for one in asked(of, role, forbidden(of), EVERYTHING)]
    answers = decide(one for _, one in questions)
    return [(kind, question, answer) for (kind, question), answer in zip(questions, answers, strict=True)]


def test_every_role_may_do_what_its_deployments_ask_for_and_nothing_that_it_must_not(decided):
    """Neighbours, the host, logs, web ACLs and the role itself stay untouched, also with everything attached."""
    wrong = [str(one.request) for kind, one, answer in decided if answer.allowed != (kind == "required")]

    assert len(decided) > 1_000
    assert [] == wrong


def test_aws_knows_every_action_with_its_resource_and_conditions(decided):
    """No permission hangs on an action, an ARN or a condition key that AWS would never ask about."""
    strange = {
        (one.request.action, one.request.resource.partition("::/")[2], answer.unknown)
        for _, one, answer in decided
        if answer.unknown
    }

    assert strange == {
        *((action, path, "no.resource.types") for action, path in NOT_IN_THE_REFERENCE),
        *((action, "restapis/abc/stages/live", "aws:ResourceTag/domain") for action in WITHOUT_TAGS),
    }


def test_both_evaluators_agree(decided):
    """PMapper decides each request as iam-simulate does."""
    apart = [
        str(one.request)
        for _, one, answer in decided
        if may(one.role, one.request, attached=one.attached) != answer.allowed
    ]

    assert [] == apart


OPEN = "apigateway:Request/RouteAuthorizationType"
Change = Callable[[Statement], Statement]


def changed(statements: Iterable[Statement], sid: str, change: Change) -> tuple[Statement, ...]:
    """The statements, one of them changed."""
    return tuple(change(one) if one.sid == sid else one for one in statements)


@pytest.mark.parametrize(
    ("sid", "change"),
    [
        pytest.param("OwnApis", lambda one: replace(one, conditions=()), id="a condition forgotten"),
        pytest.param("OwnParameters", lambda one: replace(one, resources=("*",)), id="every resource"),
        pytest.param("OwnWebAcls", lambda one: replace(one, resources=("*",)), id="every web ACL"),
        pytest.param("OwnState", lambda one: replace(one, resources=("arn:aws:s3:::*",)), id="every state"),
        pytest.param("OwnKeys", lambda one: replace(one, actions=("*",)), id="every action"),
    ],
)
def test_a_statement_that_is_too_wide_is_caught(sid: str, change: Change):
    """Alone, without its boundary, the role could then do what it must not, and the simulator says so."""
    of = ground("ordering", "production")
    role = replace(deployment_role(of), boundary=(EVERYTHING,))
    wide = replace(role, statements=changed(role.statements, sid, change))
    asking = [*asked(of, role, forbidden(of)), *asked(of, wide, forbidden(of))]
    allowed = [one for one, answer in zip(asking, decide(asking), strict=True) if answer.allowed]
    before, after = ({str(one.request) for one in allowed if one.role is each} for each in (role, wide))

    assert before < after


def test_a_boundary_without_a_denial_is_caught():
    """Were routes without authorization not denied, a pipeline could open its own API to everybody."""
    of = ground("ordering", "production")
    role = deployment_role(of)
    opened = [one for one in forbidden(of) if OPEN in one.context]
    lax = replace(role, boundary=tuple(one for one in role.boundary if one.sid != "NoOpenRoutes"))

    assert 2 == len(opened)
    assert {False} == {answer.allowed for answer in decide(asked(of, role, opened))}
    assert {True} == {answer.allowed for answer in decide(asked(of, lax, opened))}
