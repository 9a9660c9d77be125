"""
Scopes belong to the domain whose prefix they have; another's operation needs the owner's grant.
"""

from __future__ import annotations

from datetime import date

from platform_constructs.ownership.scopes import Asked, ScopeGround, scope_faults
from tests.pure.ownership.small_grants import asked, scope, world
from tests.pure.ownership.small_world import TODAY

DEFINED = {"ordering": {"ordering/orders.read", "ordering/orders.write"}, "delivery": {"delivery/tracking.read"}}
READ = asked("delivery", "ordering/orders.read")
GIVEN = scope("ordering", "delivery", "ordering/orders.read")


def _ground(*grants, defined=DEFINED, **changes) -> ScopeGround:
    return ScopeGround(world(grants, **changes), defined, today=TODAY)


def _said(*grants, asks: tuple[Asked, ...] = (READ,), **changes) -> list[tuple[str, str, str, str]]:
    found = scope_faults(_ground(*grants, **changes), asks)
    return [(one.code, one.level.name, one.owner, one.what) for one in found]


def test_anothers_scope_is_refused_with_owner_place_and_the_lines_to_write():
    """Without a grant the operation is refused at its own line; the fix is what the owner would write."""
    assert [str(one) for one in scope_faults(_ground(), [READ])] == [
        "block[OWN-025] listThings: ordering/orders.read belongs to ordering; delivery may not ask for it\n"
        "  at   stacks/domains/delivery/openapi.yaml:5\n"
        "  got  ordering owns ordering/ at platform.toml:11\n"
        '  fix  ask ordering to add [[grants]] with kind = "scope", from = "ordering", to = "delivery", '
        'name = "ordering/orders.read", a reason and an expires, or use a scope under delivery/\n'
        "  who  delivery\n"
        "  more `paved explain OWN-025`"
    ]


def test_a_granted_scope_may_be_asked_for():
    """The grant is one half and the asking contract the other: together nothing is wrong."""
    assert [] == _said(GIVEN)


def test_every_operation_that_asks_is_told():
    """Each operation is a finding of its own, at its own line."""
    twice = (READ, asked("delivery", "ordering/orders.read", operation="getThing", line=9))

    found = list(scope_faults(_ground(), twice))

    assert [5, 9] == [one.at.line for one in found]


def test_an_ended_grant_is_told_from_none():
    """The day after its last the scope is the owner's alone again; on the last day it still holds."""
    ended = scope("ordering", "delivery", "ordering/orders.read", expires=date(2027, 1, 14))

    [finding] = scope_faults(_ground(ended), [READ])

    assert ("OWN-027", "the grant at platform.toml:60 held until 2027-01-14") == (finding.code, finding.got)
    assert [] == _said(scope("ordering", "delivery", "ordering/orders.read", expires=TODAY))


def test_a_scope_without_an_owner_is_nobodys():
    """A prefix is compared whole and letter by letter; what is nearly one is named."""
    [finding] = scope_faults(_ground(), [asked("delivery", "order/orders.read")])

    assert "listThings: order/orders.read is nobody's; delivery may not ask for it" == finding.what
    assert ("OWN-025", "did you mean ordering?") == (finding.code, finding.fix)
    [strange] = scope_faults(_ground(), [asked("delivery", "Ordering/orders.read")])
    assert "OWN-025" == strange.code


def test_a_scope_that_its_owner_does_not_declare_is_not_there():
    """A grant cannot make a scope; the nearest that there is, is named to both sides."""
    misspelt = scope("ordering", "delivery", "ordering/orders.raed")

    found = list(scope_faults(_ground(misspelt), [asked("delivery", "ordering/orders.raed")]))

    assert [
        ("OWN-025", "delivery", "did you mean ordering/orders.read?"),
        (
            "OWN-028",
            "ordering",
            "declare the scope in a contract, or remove the grant; did you mean ordering/orders.read?",
        ),
    ] == [(one.code, one.owner, one.fix) for one in found]
    assert found[1].what == (
        "ordering grants ordering/orders.raed to delivery, and no contract of ordering declares it"
    )


def test_what_an_owner_declares_elsewhere_is_not_known():
    """Where the owner's contracts are in another repository, the grant alone decides."""
    assert [] == _said(scope("ordering", "delivery", "ordering/x"), asks=(asked("delivery", "ordering/x"),), defined={})


def test_a_grant_of_anothers_scope_is_refused():
    """Who grants what is not its own hears whose it is, and gives nothing."""
    assert [
        (
            "OWN-025",
            "BLOCK",
            "delivery",
            "listThings: ordering/orders.read belongs to ordering; delivery may not ask for it",
        ),
        (
            "OWN-028",
            "BLOCK",
            "quoting",
            "ordering/orders.read belongs to ordering; quoting may not grant it to delivery",
        ),
        ("OWN-028", "BLOCK", "quoting", "nobody/x belongs to nobody; quoting may not grant it to delivery"),
    ] == _said(scope("quoting", "delivery", "ordering/orders.read"), scope("quoting", "delivery", "nobody/x", line=61))


def test_a_grant_that_nobody_uses_is_a_warning():
    """Where every contract of the receiver was read and none asks, the grant is one too many."""
    unused = scope("ordering", "delivery", "ordering/orders.write")
    unknown = scope("ordering", "quoting", "ordering/orders.write", line=61)

    assert [
        (
            "OWN-029",
            "WARN",
            "delivery",
            "no operation of delivery asks for ordering/orders.write, which ordering grants to it",
        )
    ] == _said(unused, unknown, asks=())
