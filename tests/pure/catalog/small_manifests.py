"""
Manifests of APIs, small enough to be read, and a strategy of many.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.manifest_parts import (
    ContractFacts,
    ForcedPack,
    ForcedWaiver,
    Gateway,
    Life,
    Link,
    LintFacts,
    Offered,
    OfferedScope,
    Owner,
    PublishedEvent,
    Publisher,
    Server,
    Subscription,
    Unchecked,
)
from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Classification
from platform_constructs.model.slo import Latency, Slo

DIGEST = f"sha256:{'0' * 64}"
PROMISE = Slo(window="28d", availability=99.9, latency=Latency(p95=300, p99=800))
EVENT = PublishedEvent(
    source="meridian.ordering",
    detail_type="ServiceOrder Placed",
    version="1.0.0",
    state="stable",
    description="An order was placed.",
    file="stacks/domains/ordering/events/placed.yaml",
    digest=DIGEST,
)
WAIVER = ForcedWaiver(
    rule="APIGW-001",
    found=True,
    at="getOrder",
    reason="a partner cannot send tokens yet",
    approver="platform-team",
    ticket="PLAT-1",
    expires=date(2027, 1, 31),
)
UNASKED = ForcedWaiver(
    rule="CKV_AWS_120",
    found=False,
    at="aws_api_gateway_stage.live",
    reason="answers differ for each caller",
    approver="platform-team",
    ticket="PLAT-2",
    expires=date(2027, 2, 28),
)
LINT = LintFacts(profile="strict", warns=("API-001", "API-007"), advises=(), waived=("API-018",))
LINKS = (
    Link(
        rel="service-desc",
        href="https://git.meridian.example/raw/ordering/openapi.yaml",
        type="application/yaml",
        title="The API's contract",
    ),
    Link(
        rel="service-doc",
        href="https://developer.meridian.example/ordering",
        type="text/html",
        title="About the API",
    ),
    Link(rel="sunset", href="https://developer.meridian.example/sunset", type="text/html", title="Its end"),
)


def life(state: str | None = "stable", sunset: date | None = None, replaced_by: str | None = None) -> Life:
    """How far an API is in its life."""
    return Life(state=state, sunset=sunset, replaced_by=replaced_by)  # type: ignore[arg-type]  # the part checks it


def offered(operation: str = "getOrder", method: str = "GET", path: str = "/ordering/orders", *scopes: str) -> Offered:
    """A route, open unless it asks for scopes."""
    said: Any = {"operation": operation, "method": method, "path": path}
    return Offered(**said, open=not scopes, scopes=scopes, deprecated=False, sunset=None)


def manifest(domain: str = "ordering", stack: str = "", **others: Any) -> ApiManifest:
    """The manifest of `<domain>-public` in the sandbox, with one route that asks for one scope."""
    stack = stack or f"{domain}-public"
    environment = others.get("environment", "sandbox")
    host_name = others.pop("host_name", f"api.{environment}.meridian.example")
    scope = f"{domain}/orders.read"
    said: dict[str, Any] = {
        "format": 1,
        "environment": environment,
        "stack": stack,
        "id": f"meridian.{domain}",
        "title": f"The API of {domain}",
        "version": "1.2.0",
        "description": "Orders, and what becomes of them.",
        "organisation": Publisher(name="Meridian Connect", slug="meridian", contact="platform@meridian.example"),
        "owner": Owner(
            domain=domain,
            title=f"Everything about {domain}",
            teams=(f"{domain}-leads", "field-services"),
            contact=f"{domain}@meridian.example",
            on_call=f"pager: {domain}",
            classification=Classification.PERSONAL,
        ),
        "audience": Audience.EXTERNAL,
        "lifecycle": life(),
        "slo": None,
        "servers": (
            Server(environment=environment, host="public", host_name=host_name, url=f"https://{host_name}/{stack}"),
        ),
        "gateway": Gateway(api_name=f"meridian-{environment}-{stack}", stage="live", region="eu-west-1"),
        "scopes": (OfferedScope(name=scope, description="Read orders.", operations=("getOrder",)),),
        "routes": (offered("getOrder", "GET", f"/{domain}/orders/{{id}}", scope),),
        "events": (),
        "subscriptions": (),
        "packs": (ForcedPack(name="baseline", version="2.0.0", digest=DIGEST),),
        "waivers": (),
        "contract": ContractFacts(
            file=f"stacks/domains/{domain}/openapi.yaml",
            openapi="3.1",
            files=(f"stacks/domains/{domain}/openapi.yaml",),
            digest=DIGEST,
            unchecked=(),
            lint=None,
        ),
        "links": (),
        **others,
    }
    return ApiManifest(**said)


RICH = manifest(
    lifecycle=life("deprecated", date(2028, 1, 31), "meridian.orders"),
    slo=PROMISE,
    events=(EVENT,),
    waivers=(WAIVER, UNASKED),
    links=LINKS,
    contract=ContractFacts(
        file="stacks/domains/ordering/openapi.yaml",
        openapi="3.1",
        files=("stacks/domains/ordering/openapi.yaml", "stacks/domains/ordering/shared.yaml"),
        digest=DIGEST,
        unchecked=(Unchecked(what="`oneOf` is checked as `anyOf`", file="openapi.yaml", line=3, pointer="/paths"),),
        lint=LINT,
    ),
)
"""An API about which there is everything to say."""

SUBSCRIBER = manifest(
    "delivery",
    subscriptions=(
        Subscription(
            domain="ordering", source="meridian.ordering", detail_type="ServiceOrder", expires=date(2027, 6, 30)
        ),
    ),
)
"""An API whose domain may subscribe to ordering's events."""

LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60
)  # what a foreign manifest may hold
_DAY = st.none() | st.dates()


@st.composite
def _manifests(draw: st.DrawFn) -> ApiManifest:
    scopes = draw(st.lists(LINE, max_size=3, unique=True))
    routes = tuple(
        offered(
            f"do{number}",
            "POST",
            f"/x/{number}",
            *sorted(draw(st.sets(st.sampled_from(scopes)) if scopes else st.just(set()))),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    asked = {scope: tuple(one.operation for one in routes if scope in one.scopes) for scope in sorted(scopes)}
    state = draw(st.sampled_from([None, "draft", "beta", "stable", "deprecated", "retired"]))
    return manifest(
        draw(st.sampled_from(["ordering", "quoting"])),
        title=draw(LINE),
        version=draw(LINE),
        description=draw(st.just("") | LINE),
        lifecycle=life(state, draw(_DAY), draw(st.none() | LINE)),
        slo=draw(st.sampled_from([None, PROMISE, Slo(availability=50.125), Slo(window="7d", latency=Latency(p50=1))])),
        routes=routes,
        scopes=tuple(OfferedScope(name=name, description=draw(LINE), operations=each) for name, each in asked.items()),
        waivers=draw(st.sampled_from([(), (WAIVER,), (WAIVER, UNASKED)])),
        links=draw(st.sampled_from([(), LINKS])),
        events=draw(st.sampled_from([(), (EVENT,)])),
        contract=RICH.contract if draw(st.booleans()) else manifest().contract,
    )


MANIFESTS = _manifests()
"""Many manifests, with any text that a manifest may hold."""
