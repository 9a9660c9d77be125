"""
The claims of `flows.catalogue.manifests`, made of the sample organisation and the released packs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.catalog.manifest import ApiManifest, manifest_json
from platform_constructs.catalog.manifest_parts import Server
from platform_constructs.catalog.read_manifest import read_manifest
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.catalogue.manifests import manifests_of
from platform_constructs.flows.plan import plan_stacks
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from tests.pure.catalog.small_manifests import EVENT, LINT

ROOT = Path(__file__).parents[4]
TODAY = date(2026, 11, 22)
BOOK = lawbook()
PUBLISHED = """
[catalogue]
contracts = "https://git.meridian.example/raw/main/"
manifests = "https://developer.meridian.example/manifests/"
status = "https://status.meridian.example"
sunset = "https://developer.meridian.example/sunset"
"""
ENDS = ("x-lifecycle: stable", "x-lifecycle: deprecated\n  x-sunset: '2028-01-31'")


class Files(ProjectFiles):
    """The sample's files, with texts of ordering's contract exchanged and lines added to the registry."""

    def __init__(self, *changes: tuple[str, str], registry: str = "") -> None:
        super().__init__(ROOT)
        self._changes, self._more = changes, registry

    def registry(self) -> tuple[str, str]:
        text, name = super().registry()
        return text + self._more, name

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        text, file = super().contract(declared_in, path)
        for old, new in self._changes if "/ordering/" in file else ():
            assert old in text
            text = text.replace(old, new, 1)
        return text, file


def made(
    *wanted: str,
    files: ProjectFiles | None = None,
    findings: Iterable[Finding] = (),
    environment: str | None = None,
    today: date = TODAY,
    scanned: Mapping[str, Sequence[Waiver]] | None = None,
) -> dict[str, ApiManifest]:
    """The manifests of some stacks, by stack."""
    files = files or Files()
    project = read_project(
        files,
        lambda source, file: declarations_in(source, file, root=ROOT),
        wanted=wanted,
        environment=environment,
    )
    planned = plan_stacks(project, files, BOOK.shelf, BOOK.lifecycle, today=today)
    found = manifests_of(
        project,
        planned,
        findings,
        BOOK,
        today=today,
        events={"ordering": (EVENT,)},
        lint={"quoting-public": LINT},
        scanned=scanned,
    )
    return {one.stack: one for one in found}


def agreed(**said: object) -> Waiver:
    """A waiver of ordering's."""
    waiver = Waiver(
        "APIGW-001",
        "listOrders",
        "f00d",
        "a partner\ncannot send tokens",
        "ordering",
        "platform-team",
        "PLAT-1",
        date(2027, 1, 31),
        "an address list",
        Place("waivers.toml", 1),
    )
    return replace(waiver, **said)  # type: ignore[arg-type]  # a test's own words


def test_a_manifest_says_what_was_planned() -> None:
    """Owner, addresses, gateway, routes and scopes are those of the plan, the registry and the contract."""
    one = made("ordering")["ordering-public"]
    paths = yaml.safe_load((ROOT / one.contract.file).read_text(encoding="utf-8"))["paths"]
    written = {
        (path, method.upper(), operation["operationId"])
        for path, item in paths.items()
        for method, operation in item.items()
        if "operationId" in operation
    }

    assert ("ordering", ("ordering-leads",), "pager: ordering", "personal", "external") == (
        one.owner.domain,
        one.owner.teams,
        one.owner.on_call,
        one.owner.classification,
        one.audience,
    )
    assert (
        Server(
            environment="production",
            host="public",
            host_name="api.meridian.example",
            url="https://api.meridian.example/ordering",
        ),
        Server(
            environment="sandbox",
            host="public",
            host_name="api.sandbox.meridian.example",
            url="https://api.sandbox.meridian.example/ordering",
        ),
    ) == one.servers
    assert ("meridian-sandbox-ordering-public", "live", "eu-west-1") == (
        one.gateway.api_name,
        one.gateway.stage,
        one.gateway.region,
    )
    assert written == {(route.path, route.method, route.operation) for route in one.routes}
    assert (
        "Read orders, items and milestones.",
        ("getOrder", "listOrderItems", "listOrderMilestones", "listOrders"),
    ) == next((scope.description, scope.operations) for scope in one.scopes if scope.name == "ordering/orders.read")
    assert one.contract.unchecked
    assert ((EVENT,), None) == (one.events, one.contract.lint)


def test_the_law_is_told_as_it_is_locked() -> None:
    """Every pack that binds the stack is there, with the digest that packs.lock has of it."""
    locked = tomllib.loads((ROOT / "policy_packs" / "packs.lock").read_text(encoding="utf-8"))
    one = made("quoting")["quoting-public"]

    assert ["baseline", "external-api", "observability"] == [pack.name for pack in one.packs]
    assert all(locked[f"{pack.name}/{pack.version}.toml"] == pack.digest for pack in one.packs)
    assert LINT == one.contract.lint


def test_every_manifest_is_read_back() -> None:
    """What is made of the whole sample is a manifest by the strict reader, the same for every reading."""
    found = made()

    assert found == {one.stack: read_manifest(manifest_json(one), "m.json") for one in found.values()}
    assert found == made()
    assert [
        "delivery-internal",
        "delivery-public",
        "delivery-tracking-public",
        "ordering-public",
        "quoting-public",
        "suppliers-public",
    ] == list(found)


def test_a_change_of_one_contract_changes_exactly_its_manifest() -> None:
    """The other APIs' manifests keep their bytes; a comment changes none."""
    before = {stack: manifest_json(one) for stack, one in made().items()}
    after = {stack: manifest_json(one) for stack, one in made(files=Files(("Place an order", "Order"))).items()}
    comment = {stack: manifest_json(one) for stack, one in made(files=Files(("tags:", "tags: # these"))).items()}

    assert ["ordering-public"] == [stack for stack, text in before.items() if text != after[stack]]
    assert before == comment


def test_where_it_is_published_is_linked() -> None:
    """The registry says where contracts and manifests are; the page about ends is for an API that ends."""
    kept, ending = (made("ordering", files=Files(*changes, registry=PUBLISHED)) for changes in ((), (ENDS,)))

    assert [
        ("service-desc", "https://git.meridian.example/raw/main/stacks/domains/ordering/openapi.yaml"),
        ("service-doc", "https://developer.meridian.example/ordering"),
        ("service-meta", "https://developer.meridian.example/manifests/sandbox/ordering-public.json"),
        ("status", "https://status.meridian.example"),
    ] == [(link.rel, link.href) for link in kept["ordering-public"].links]
    assert ["https://developer.meridian.example/sunset"] == [
        link.href for link in ending["ordering-public"].linked("sunset")
    ]
    assert all(route.deprecated for route in ending["ordering-public"].routes)


def test_a_domain_subscribes_as_long_as_it_is_granted() -> None:
    """Ordering grants delivery its events until a day, and not after it."""
    [granted] = made("delivery-public")["delivery-public"].subscriptions

    assert ("ordering", "meridian.ordering", "ServiceOrder", date(2027, 6, 30)) == (
        granted.domain,
        granted.source,
        granted.detail_type,
        granted.expires,
    )


def test_waivers_that_hold_are_told_once() -> None:
    """A waiver that covers two findings of the stack stands once; one of another stack is not its own."""
    waiver = agreed()
    found = [
        Finding(
            "APIGW-001", "open-method", Level.BLOCK, "open", Place("x"), "fix", "ordering", stack=stack, waiver=waiver
        )
        for stack in ("ordering-public", "ordering-public", "quoting-public")
    ]
    one = made("ordering", findings=found)["ordering-public"]

    assert [("APIGW-001", "listOrders", "a partner cannot send tokens", date(2027, 1, 31), True)] == [
        (each.rule, each.at, each.reason, each.expires, each.found) for each in one.waivers
    ]


def test_waivers_of_checkovs_checks_are_told_as_what_nobody_asked() -> None:
    """A synth does not ask checkov: such a waiver stands beside those that cover what was found, and says so."""
    own, others = agreed(rule="CKV_AWS_120", at="aws_api_gateway_stage.live"), agreed(rule="CKV_AWS_76")
    one = made("ordering", scanned={"ordering-public": [own], "quoting-public": [others]})["ordering-public"]

    assert [("CKV_AWS_120", "aws_api_gateway_stage.live", False)] == [
        (each.rule, each.at, each.found) for each in one.waivers
    ]


def test_another_environment_is_another_manifest() -> None:
    """Built for production, it has production's address and metrics, and the same contract."""
    one, other = made("ordering")["ordering-public"], made("ordering", environment="production")["ordering-public"]

    assert ("https://api.meridian.example/ordering", "meridian-production-ordering-public") == (
        other.server.url,
        other.gateway.api_name,
    )
    assert one.contract == other.contract
