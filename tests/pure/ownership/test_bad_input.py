"""
Whatever stands in a registry or a contract: a designed error or a documented normal form, never a crash.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import DeclarationError, RegistryError
from platform_constructs.model.organisation import Organisation
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.paths import concrete, normalise, parse
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.whoowns import who_owns
from platform_constructs.registry.read import read_registry
from tests.pure.ownership.small_world import TODAY, delegation, organisation, route
from tests.pure.registry.small_registry import SMALL

TRICKS = [
    "/",
    "//",
    ".",
    "..",
    "%2e",
    "%2E%2e",
    "%2f",
    "%",
    "%%",
    "%6",
    "%61",
    "a",
    "A",
    "\u043e",
    "{",
    "}",
    "{p}",
    "{p+}",
]
TRICKS += ["{p}.json", "*", "?", "#", "$", "\\", "\x00", " ", "é", "e\u0301", "\ud800", "~", "ordering", "quoting"]
PATHS = st.lists(st.sampled_from(TRICKS), max_size=12).map("".join) | st.text(max_size=40)
PREFIXES = PATHS.map(lambda path: f"/{path}")
CLAIMS = {"ordering": ["/ordering"], "quoting": ["/quoting"], "delivery": [], "platform": []}


def _registry(prefix: str, reserved: str, delegated: str) -> str:
    """A registry in which three prefixes are anything at all, each written as a TOML text."""
    text = SMALL.replace('prefix = "/ordering" }', f"prefix = {_toml(prefix)} }}")
    text += f'\n[[reserved]]\nprefix = {_toml(reserved)}\nreason = "kept free"\n'
    text += f'\n[[delegations]]\nhost = "public"\nprefix = {_toml(delegated)}\nfrom = "ordering"\nto = "platform"\n'
    return text + 'reason = "agreed"\nexpires = 2027-06-30\n'


def _toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(one):08X}" for one in text) + '"'


@given(PREFIXES, PREFIXES, PREFIXES)
def test_any_prefix_is_refused_or_has_one_spelling(prefix: str, reserved: str, delegated: str):
    """A registry with any prefixes is refused with a designed error, or its prefixes are in their one spelling."""
    try:
        read = read_registry(_registry(prefix, reserved, delegated))
    except RegistryError as error:
        assert error.code in {"REG-001", "REG-004", "REG-005"}
        return
    written = [claim.prefix for domain in read.domains.values() for claim in domain.claims]
    written += [one.prefix for one in read.reserved] + [one.prefix for one in read.delegations]
    assert [normalise(one) for one in written] == written
    assert all(one.owner in read.domains and one.at.file for one in check_claims(read, today=TODAY))


@given(st.lists(PATHS, max_size=5))
def test_any_path_is_judged(paths: list[str]):
    """Routes with any paths are judged; one that is not below its domain's claim, however spelt, is never let pass."""
    routes = [replace(route("ordering", "GET /", line=n), path=path) for n, path in enumerate(paths, 1)]
    blocked = {one.at.line for one in check_routes(organisation(CLAIMS), routes, today=TODAY) if one.blocks}

    below = {one.place.line for one in routes if normalise(one.path).split("/")[1] == "ordering"}
    assert {one.place.line for one in routes} - below <= blocked


@given(PATHS)
def test_any_request_has_one_answer(path: str):
    """A request path of any spelling is whose its one spelling is, or is refused as no URL."""
    world = organisation(CLAIMS)
    try:
        found = who_owns(world, [], "GET", f"https://api.meridian.example/{path}", environment="sandbox", today=TODAY)
    except DeclarationError as error:
        assert error.code == "OWN-012"
        return
    owners = {"ordering": "ordering", "quoting": "quoting"}
    assert found.domain == owners.get(found.path[1:].split("/")[0])


@given(PATHS)
def test_one_spelling_is_reached_at_once(path: str):
    """Normalising twice is normalising once, and no dot segment, empty segment or needless escape is left."""
    spelt = normalise(path)

    assert normalise(spelt) == spelt
    segments = spelt[1:].split("/") if spelt != "/" else []
    assert not {"", ".", ".."} & set(segments)
    assert len(concrete(path)) == len(parse(path.replace("{", "%7B").replace("}", "%7D")))


@pytest.mark.parametrize(
    "prefix",
    [
        "/\u043erdering",  # a Cyrillic letter that looks like an o
        "/ordering/",
        "/ordering//v1",
        "/ordering/./v1",
        "/ordering/../quoting",
        "/%6Frdering",
        "/ordering%2Fv1",
        "/ordering*",
        "/{domain}",
        "/ordering/{proxy+}",
        "ordering",
        "",
    ],
)
def test_a_claim_has_one_spelling(prefix: str):
    """A claim is written in its one spelling, in letters that nobody confuses; anything else is refused."""
    with pytest.raises(RegistryError) as caught:
        read_registry(_registry(prefix, "/status", "/ordering/v1"))

    assert caught.value.code in {"REG-004", "REG-005"}


def _said(world: Organisation) -> list[tuple[str, str, str]]:
    return [(one.code, one.level.name, one.owner) for one in check_claims(world, today=TODAY)]


def test_a_lookalike_route_is_nobodys():
    """A path with a Cyrillic o is another path: it is nobody's, and shown escaped, so that one sees it."""
    [found] = check_routes(organisation(CLAIMS), [route("ordering", "GET /\u043erdering/v1")], today=TODAY)

    assert (found.code, found.owner) == ("OWN-001", "ordering")
    assert "\u043e" not in str(found).replace(found.what, "")


def test_letters_of_another_case_are_another_path_and_a_trap():
    """`/Ordering` beside `/ordering` is legal on AWS: both domains are warned, and neither owns the other's."""
    world = organisation({**CLAIMS, "quoting": ["/Ordering"]})

    assert _said(world) == [("OWN-020", "WARN", "ordering"), ("OWN-020", "WARN", "quoting")]
    refused = check_routes(world, [route("quoting", "GET /ordering/v1")], today=TODAY)
    assert [one.code for one in refused] == ["OWN-002"]


def test_lookalikes_of_one_domain_or_in_another_place_are_its_own_affair():
    """One domain's own claims, and segments at different places, are not compared."""
    assert _said(organisation({**CLAIMS, "ordering": ["/ordering", "/Ordering", "/a/quoting"]})) == []


def test_claims_that_contain_each_other_both_ways():
    """Two domains inside each other's claims contradict each other wherever they meet, and nowhere else."""
    world = organisation({**CLAIMS, "ordering": ["/a", "/b/c"], "quoting": ["/b", "/a/c"]})

    assert _said(world) == [
        ("OWN-003", "WARN", "ordering"),
        ("OWN-003", "BLOCK", "ordering"),
        ("OWN-003", "WARN", "quoting"),
        ("OWN-003", "BLOCK", "quoting"),
    ]
    sound = [route("ordering", "GET /a/x"), route("quoting", "GET /b/x")]
    assert check_routes(world, sound, today=TODAY) == ()


def test_a_circle_of_delegations_gives_nothing():
    """Domains that hand each other what none of them owns own nothing, and each is told."""
    circle = [
        delegation("ordering", "quoting", "/a/b", line=91),
        delegation("quoting", "delivery", "/a/b/c", line=92),
        delegation("delivery", "ordering", "/a", line=93),
    ]
    world = organisation({**CLAIMS, "ordering": [], "quoting": [], "delivery": []}, delegations=circle)

    assert _said(world) == [
        ("OWN-001", "BLOCK", "ordering"),
        ("OWN-001", "BLOCK", "quoting"),
        ("OWN-001", "BLOCK", "delivery"),
    ]
    found = who_owns(world, [], "GET", "/a/b/c/d", environment="sandbox", today=TODAY)
    assert (found.status, found.domain) == (Status.ORPHANED, None)


def test_a_delegation_may_go_there_and_back():
    """What came back is the first owner's again, below what it gave away."""
    there = delegation("ordering", "quoting", "/ordering/a", line=91)
    back = delegation("quoting", "ordering", "/ordering/a/b", line=92)
    world = organisation(CLAIMS, delegations=[back, there])

    assert _said(world) == []
    owners = [
        who_owns(world, [], "GET", path, environment="sandbox", today=TODAY).domain
        for path in ("/ordering", "/ordering/a", "/ordering/a/b", "/ordering/a/b/c")
    ]
    assert owners == ["ordering", "quoting", "ordering", "ordering"]


def test_a_link_that_ends_breaks_the_chain_behind_it():
    """When a delegation expires, what was passed on from it gives nothing either; whoever passed it on is told."""
    first = delegation("ordering", "quoting", "/ordering/a", expires=date(2027, 1, 14), line=91)
    passed_on = delegation("quoting", "delivery", "/ordering/a/b", line=92)
    world = organisation(CLAIMS, delegations=[first, passed_on])

    assert _said(world) == [("OWN-005", "WARN", "quoting"), ("OWN-002", "BLOCK", "quoting")]


def test_ten_thousand_segments_are_walked_not_climbed():
    """A claim as deep as paths get is no matter of recursion."""
    deep = "/ordering" + "/a" * 10_000
    found = who_owns(
        organisation(CLAIMS), [route("ordering", f"GET {deep}")], "GET", deep, environment="sandbox", today=TODAY
    )

    assert (found.status, found.domain, found.route is not None) == (Status.ACCEPTED, "ordering", True)
    assert check_routes(organisation(CLAIMS), [route("ordering", f"GET {deep}")], today=TODAY) == ()
