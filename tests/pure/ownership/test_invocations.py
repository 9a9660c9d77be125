"""
From grants to calls, and the policy that an internal API is guarded by: evaluated by PMapper, not by us.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from platform_constructs.aws.private_access import PrivateAccess
from platform_constructs.model.grant import InvokeGrant
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.plan import Call, Callers
from platform_constructs.ownership.invocations import callers_of, calls_of, invoke_faults
from tests.pure.ownership.evaluator import guarded
from tests.pure.ownership.small_grants import UNTIL, world
from tests.pure.ownership.small_world import TODAY, route

API = "delivery-internal"
METHODS = {"getWorkOrder": "GET", "closeWorkOrder": "POST", "listWorkOrders": "GET"}
PATHS = {
    "getWorkOrder": "/v1/work-orders/{id}",
    "closeWorkOrder": "/v1/work-orders/{id}/closure",
    "listWorkOrders": "/v1/work-orders",
}
STACKS = {"delivery": {API, "delivery-work-container"}, "ordering": {"ordering-orders-container"}}
EXECUTION = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5"


def granted(to: str, *operations: str, owner: str = "delivery", expires: date = UNTIL, api: str = API) -> InvokeGrant:
    """Return a grant to call some operations."""
    return InvokeGrant(
        kind="invoke",
        owner=owner,
        to=to,
        api=api,
        operations=operations,
        reason="agreed",
        expires=expires,
        place=Place("platform.toml", 60),
    )


def called_by(registry: Organisation) -> tuple[Callers, ...]:
    """Return who may call delivery's internal API."""
    sandbox = registry.environments["sandbox"]
    return callers_of(registry, sandbox, API, METHODS, STACKS, today=TODAY)


def role(domain: str) -> str:
    """Return the ARN of a role of a domain's service."""
    return f"arn:aws:iam::123456789012:role/meridian-sandbox-{domain}-orders-container-task"


def test_its_own_services_may_call_everything_and_others_what_they_are_granted():
    """Each domain is listed once, with the names of its roles and the operations."""
    registry = world([granted("ordering", "getWorkOrder"), granted("ordering", "listWorkOrders")])

    assert (
        Callers(
            "delivery",
            ("arn:aws:iam::123456789012:role/meridian-sandbox-delivery-*",),
            (("closeWorkOrder", "POST"), ("getWorkOrder", "GET"), ("listWorkOrders", "GET")),
        ),
        Callers(
            "ordering",
            ("arn:aws:iam::123456789012:role/meridian-sandbox-ordering-*",),
            (("getWorkOrder", "GET"), ("listWorkOrders", "GET")),
        ),
    ) == called_by(registry)


@pytest.mark.parametrize(
    "grant",
    [
        granted("ordering", "getWorkOrder", expires=date(2027, 1, 14)),
        granted("ordering", "getWorkOrder", owner="quoting"),
        granted("ordering", "getWorkOrder", api="delivery-other-internal"),
        granted("ordering", "getAnything"),
    ],
    ids=["ended", "by somebody else", "of another API", "of no operation"],
)
def test_what_does_not_hold_lets_nobody_in(grant: InvokeGrant):
    """Only a grant of the owner, of this API, that still holds and names an operation is one."""
    assert ["delivery"] == [one.domain for one in called_by(world([grant]))]


def test_a_domain_whose_name_goes_on_from_anothers_is_told_apart():
    """`ordering-eu` is not let in by what `ordering` is granted: each stack of `ordering` is named."""
    registry = world([granted("ordering", "getWorkOrder")], domains=("delivery", "ordering", "ordering-eu", "platform"))

    (roles,) = [one.roles for one in called_by(registry) if one.domain == "ordering"]

    assert ("arn:aws:iam::123456789012:role/meridian-sandbox-ordering-orders-container-*",) == roles


def test_a_service_knows_what_it_may_call():
    """Method and path below the API's mount, with any value for parameters; what is not mounted cannot be called."""
    registry = world([granted("ordering", "getWorkOrder"), granted("ordering", "gone", api="delivery-old-internal")])
    routes = [
        _route("getWorkOrder", "GET /delivery/v1/work-orders/{id}"),
        _route("closeWorkOrder", "POST /delivery/v1/work-orders/{id}/closure"),
        _route("gone", "GET /delivery/old", stack="delivery-old-internal"),
    ]

    of_ordering = calls_of(registry, "ordering", routes, {API: "/delivery"}, today=TODAY)
    of_delivery = calls_of(registry, "delivery", routes, {API: "/"}, today=TODAY)

    assert (Call(API, (("GET", "v1/work-orders/*"),)),) == of_ordering
    assert (
        Call(API, (("GET", "delivery/v1/work-orders/*"), ("POST", "delivery/v1/work-orders/*/closure"))),
    ) == of_delivery
    assert () == calls_of(registry, "ordering", routes, {API: "/delivery"}, today=date(2027, 7, 1))


def _route(operation: str, what: str, *, stack: str = API) -> Any:
    plain = route("delivery", what, stack=stack)
    return type(plain)(plain.host, plain.method, plain.path, plain.domain, plain.stack, operation, plain.place)


def test_grants_of_what_there_is_not_are_the_givers_to_mend():
    """An API that is not the giver's, an operation that its contract lacks, and a grant that has ended."""
    registry = world(
        [
            granted("ordering", "getWorkOrder", owner="quoting"),
            granted("ordering", "getWorkorder"),
            granted("ordering", "getWorkOrder", expires=date(2027, 1, 1)),
        ]
    )

    found = [*invoke_faults(registry, {API: "delivery"}, {API: set(METHODS)}, today=TODAY)]

    assert [
        ("OWN-028", "quoting", "delivery-internal is delivery's"),
        ("OWN-028", "delivery", "getWorkorder"),
        ("OWN-027", "delivery", "it held until 2027-01-01"),
    ] == [(one.code, one.owner, one.got) for one in found]
    assert [True, True, False] == [one.blocks for one in found]
    assert "getWorkOrder" in found[1].fix


def test_an_api_whose_contract_was_not_read_is_left_alone():
    """Its operations are not known, so nothing is said of them."""
    assert [] == [*invoke_faults(world([granted("ordering", "x")]), {API: "delivery"}, {}, today=TODAY)]


GRANTS = [granted("ordering", "getWorkOrder"), granted("quoting", "getWorkOrder", "listWorkOrders")]


@pytest.mark.parametrize("own", [True, False], ids=["its own policy allows everything", "its own policy says nothing"])
@pytest.mark.parametrize("domain", ["delivery", "ordering", "quoting", "stranger"])
@pytest.mark.parametrize("operation", [*METHODS, "unknown"])
def test_nobody_calls_what_the_registry_does_not_grant(domain: str, operation: str, own: bool):
    """
    Whatever a caller's own policy allows, the API's decides: PMapper says yes exactly where the registry does, for the
    caller's role needs both.
    """
    allowed = {"delivery": METHODS.keys(), "ordering": {"getWorkOrder"}, "quoting": {"getWorkOrder", "listWorkOrders"}}

    assert (own and operation in allowed.get(domain, ())) == asks(GRANTS, domain, operation, own=own)


def test_nobody_calls_from_elsewhere():
    """Another network's endpoint, or none, lets nobody in."""
    assert asks(GRANTS, "delivery", "getWorkOrder", own=True)
    assert not asks(GRANTS, "delivery", "getWorkOrder", own=True, endpoint="vpce-other")
    assert not asks(GRANTS, "delivery", "getWorkOrder", own=True, endpoint=None)


def test_an_operation_that_nobody_may_call_is_shut():
    """A policy that grants nothing refuses everybody, whatever they bring."""
    access = PrivateAccess("vpce-1", "123456789012", (), PATHS)

    assert not guarded(
        access.statements(EXECUTION), role("delivery"), f"{EXECUTION}/live/GET/v1/work-orders", {}, allowed=True
    )


def asks(
    grants: Collection[InvokeGrant], domain: str, operation: str, *, own: bool, endpoint: str | None = "vpce-1"
) -> bool:
    """Whether PMapper lets a role of a domain call an operation."""
    access = PrivateAccess("vpce-1", "123456789012", called_by(world(list(grants))), PATHS)
    path = PATHS.get(operation, "/v1/anything").format(id="42").lstrip("/")
    called = f"{EXECUTION}/live/{METHODS.get(operation, 'DELETE')}/{path}"
    context = {"aws:PrincipalArn": role(domain)} | ({"aws:SourceVpce": endpoint} if endpoint else {})
    return guarded(access.statements(EXECUTION), role(domain), called, context, allowed=own)
