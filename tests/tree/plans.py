"""
A small organisation, and plans for each road, made by hand: these tests are about the constructs alone.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date

from platform_constructs.model.api import InternalApi, PublicApi
from platform_constructs.model.backend import HttpBackend
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.delivery import Delivery as PipelineIssuer
from platform_constructs.model.environment import Environment, LocalState, StateBackend
from platform_constructs.model.host import Audience, Host
from platform_constructs.model.network import Network
from platform_constructs.model.organisation import Classification, Domain, Identity, Organisation
from platform_constructs.model.partner import Partner
from platform_constructs.model.place import Place
from platform_constructs.model.plan import Admitted, Callers, Mapped, Plan, PlannedStack, Site
from platform_constructs.model.platform_declarations import Account, Delivery, Edge, IdentityPool, Partners
from platform_constructs.model.settings import EffectiveSetting, Settings, SettingValue
from platform_constructs.ownership.deployment_roles import deployment_role
from platform_constructs.ownership.permission_ground import Ground
from platform_constructs.policy.composing.firewall import TOKEN_PATHS, merge_firewall
from platform_constructs.policy.composing.law import Law

NO_LAW = Law((), date(2026, 11, 22))
VALUES: dict[str, SettingValue] = {
    "access_log.required_fields": ("requestId", "status"),
    "default_endpoint.disabled": True,
    "deletion_protection": True,
    "execution_log.data_trace": False,
    "execution_log.level": "ERROR",
    "function.concurrency": 20,
    "identity.mfa": "ON",
    "identity.password_history": 24,
    "identity.password_min_length": 14,
    "identity.threat_protection": "ENFORCED",
    "identity.tier": "PLUS",
    "integration.timeout_ms": 10_000,
    "kms.deletion_window_days": 30,
    "kms.rotation_days": 365,
    "logs.retention_days": 400,
    "metrics.detailed": True,
    "throttle.burst": 100,
    "throttle.rate_per_second": 200,
    "throttle.write.burst": 25,
    "throttle.write.rate_per_second": 50,
    "tls.domain_policy": "TLS_1_2",
    "tracing.enabled": True,
    "usage_plan.requests_per_day": 100_000,
    "waf.auth_rate_limit.requests": 100,
    "waf.body_inspection": "KB_64",
    "waf.declared_types_only": True,
    "waf.managed_groups": (
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
    ),
    "waf.max_body_bytes": 65_536,
    "waf.max_query_bytes": 4_096,
    "waf.rate_limit.requests": 2_000,
    "waf.rate_limit.window_seconds": 300,
    "waf.redacted_headers": ("authorization", "cookie"),
}


def settings(**changes: SettingValue) -> Settings:
    """Return settings as two packs might have decided them; `waf__max_body_bytes=1` changes `waf.max_body_bytes`."""
    values = VALUES | {name.replace("__", "."): value for name, value in changes.items()}
    return Settings({name: EffectiveSetting(name, value, ("a pack says so",)) for name, value in values.items()})


def organisation(state: StateBackend | None = None, *others: Environment) -> Organisation:
    """Return an organisation with one environment or more, two hosts, one domain and the platform."""
    sandbox = Environment(
        name="sandbox",
        account="123456789012",
        region="eu-west-1",
        state=state or LocalState(kind="local"),
        default=True,
    )
    if others:
        sandbox = sandbox.model_copy(update={"default": False})
    host = Host(
        name="public",
        audience=Audience.EXTERNAL,
        domain_name={"sandbox": "api.sandbox.meridian.example"},
        zone={"sandbox": "sandbox.meridian.example"},
    )
    inside = Host(
        name="internal",
        audience=Audience.INTERNAL,
        domain_name={"sandbox": "api.internal.meridian.example"},
        zone={"sandbox": "internal.meridian.example"},
    )
    return Organisation(
        name="Meridian Connect",
        slug="meridian",
        problem_base="https://errors.meridian.example/",
        aws_provider=">= 5.100, < 7",
        identity=Identity(domain_prefix="meridian"),
        delivery=PipelineIssuer(issuer="https://token.actions.githubusercontent.com"),
        environments={one.name: one for one in (sandbox, *others)},
        hosts={"internal": inside, "public": host},
        domains={"ordering": _domain("ordering"), "platform": _domain("platform", platform=True)},
    )


def _domain(name: str, *, platform: bool = False) -> Domain:
    return Domain(
        name=name,
        title=name.title(),
        owners=(f"{name}-leads",),
        contact=f"{name}@meridian.example",
        on_call="the duty phone",
        classification=Classification.CONFIDENTIAL,
        event_source=f"meridian.{name}",
        scope_prefix=name,
        packs={},
        pipelines={} if platform else {"sandbox": (f"repo:meridian/{name}:environment:sandbox",)},
        platform=platform,
    )


GET = Operation("getOrder", "GET", "/ordering/v1/orders/{id}", ("ordering/read",), False, ("id",), Place("o.yaml", 1))
POST = Operation("createOrder", "POST", "/ordering/v1/orders", ("ordering/write",), False, (), Place("o.yaml", 2))


def api() -> CompiledApi:
    """Return a compiled contract of two operations."""
    ok = {"200": {"description": "fine"}}
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    body = {
        "openapi": "3.0.1",
        "info": {"title": "Ordering", "version": "1.0.0"},
        "paths": {
            "/v1/orders": {"post": {"security": [{"cognito": ["ordering/write"]}], "responses": ok}},
            "/v1/orders/{id}": {
                "get": {"security": [{"cognito": ["ordering/read"]}], "parameters": [identifier], "responses": ok}
            },
        },
    }
    paths = {"createOrder": "/v1/orders", "getOrder": "/v1/orders/{id}"}
    return CompiledApi(body, (POST, GET), paths, "/ordering", "Ordering", "1.0.0")


def _signed(compiled: CompiledApi) -> CompiledApi:
    body = copy.deepcopy(dict(compiled.body))
    for item in body["paths"].values():
        for operation in item.values():
            operation["security"] = [{"sigv4": []}]
    return replace(compiled, body=body)


def public_api(**said: object) -> PublicApi:
    """Return ordering's declaration."""
    backend = HttpBackend(url="https://ordering.{environment}.meridian.example")
    return PublicApi(domain="ordering", backend=backend, **said)  # type: ignore[arg-type]  # the test says what fits


def internal_api(**said: object) -> InternalApi:
    """Return ordering's internal API, called by delivery's services too."""
    backend = HttpBackend(url="https://ordering.{environment}.meridian.example")
    return InternalApi(domain="ordering", backend=backend, **said)  # type: ignore[arg-type]  # the test says what fits


def admitted(name: str, *apis: str, **said: object) -> Admitted:
    """Return a partner of ordering's public API, or of others."""
    agreed = {
        "name": name,
        "title": "Northwind ${Telecom}",
        "contact": f"it@{name}.example",
        "scopes": ("ordering/read", "ordering/write"),
        "rate_per_second": 20,
        "burst": 40,
        "requests_per_day": 50_000,
        "rotation_days": 60,
        "overlap_days": 7,
        "tenant": "nw",
        "expires": date(2027, 6, 30),
        "addresses": ("203.0.113.0/28",),
    }
    return Admitted(Partner(**agreed | said), apis or ("ordering-public",))  # type: ignore[arg-type]  # the test says what fits


def plan(*declarations: Declaration, decided: Settings | None = None, registry: Organisation | None = None) -> Plan:
    """Return a plan of these declarations, or of one of each road."""
    registry, decided = registry or organisation(), decided or settings()
    chosen = declarations or (
        Account(domain="platform"),
        Delivery(domain="platform"),
        IdentityPool(domain="platform"),
        public_api(),
        Edge(domain="platform"),
        internal_api(),
        Edge(domain="platform", host="internal"),
        Network(domain="platform", cidr={"sandbox": "10.40.0.0/20"}),
        Partners(domain="platform"),
    )
    return Plan(tuple(_planned(one, registry, decided) for one in chosen))


def _planned(one: Declaration, registry: Organisation, decided: Settings) -> PlannedStack:
    site = Site(registry, registry.environments["sandbox"], registry.domains[one.domain], one.stack)
    planned = PlannedStack(one, site, decided)
    match one:
        case Delivery():
            ground = Ground(registry, site.environment, registry.domains["ordering"], ("ordering-public",), ())
            return replace(planned, roles=(deployment_role(ground),))
        case PublicApi():
            firewall = merge_firewall(NO_LAW, decided, declared_types=("application/json",))
            needs = ("platform-account", "platform-identity")
            return replace(planned, api=api(), firewall=firewall, depends_on=needs)
        case InternalApi():
            roles = ("arn:aws:iam::123456789012:role/meridian-sandbox-delivery-*",)
            callers = (Callers("delivery", roles, (("getOrder", "GET"),)),)
            needs = ("platform-account", "platform-network")
            return replace(planned, api=_signed(api()), callers=callers, depends_on=needs)
        case IdentityPool():
            scopes = {"ordering": {"read": "Read orders", "write": "Place orders"}}
            return replace(planned, scopes=scopes, firewall=merge_firewall(NO_LAW, decided, auth_paths=TOKEN_PATHS))
        case Partners():
            needs = ("ordering-public", "platform-identity")
            return replace(planned, partners=(admitted("northwind"),), depends_on=needs)
        case Edge(host=host):
            leads_to = "ordering-public" if host == "public" else "ordering-internal"
            return replace(planned, mapped=(Mapped(leads_to, "ordering"),), depends_on=(leads_to,))
    return planned
