"""
The sample organisation with one domain's stack already written: what a synth would do, without an engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import Ask, World
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack, RuleTerm
from platform_constructs.policy.rule import Rule
from tests.first_releases import bound_to_the_first
from tests.pure.flows.small_bench import plain_log
from tests.pure.policy.samples import clause, open_operation, pack

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
RULES: dict[str, Rule] = {"LOG-001": plain_log, "APIGW-001": open_operation}
LEVELS: dict[str, RuleTerm | Level] = {"LOG-001": Level.BLOCK, "APIGW-001": Level.BLOCK}
_SETTINGS: dict[str, Any] = {
    "integration.timeout_ms": 10_000,
    "request_validation.body": True,
    "request_validation.parameters": True,
    "throttle.burst": 100,
    "throttle.rate_per_second": 200,
    "throttle.write.burst": 25,
    "throttle.write.rate_per_second": 50,
    "tls.api_policy": "SecurityPolicy_TLS13_1_3_2025_09",
    "tls.endpoint_access_mode": "STRICT",
    "tracing.enabled": True,
    "waf.body_inspection": "KB_64",
    "waf.managed_groups": ("AWSManagedRulesCommonRuleSet",),
    "waf.max_body_bytes": 65_536,
    "waf.max_query_bytes": 4_096,
    "waf.rate_limit.requests": 2_000,
    "waf.rate_limit.window_seconds": 300,
}


def _clause(name: str, value: Any) -> Any:
    match value:
        case bool():
            return clause(name, exactly=value)
        case int() if "window" not in name:
            return clause(name, at_most=value * 2, default=value)
        case tuple():
            return clause(name, include=list(value))
        case _:
            return clause(name, one_of=[value])


def packs(rules: Mapping[str, RuleTerm | Level] | None = None, outside: Mapping[str, Any] | None = None) -> list[Pack]:
    """The two packs that the sample's registry binds a public API to; `outside` are rules of external-api alone."""
    return [
        pack("baseline", "1.0.0", *(_clause(*each) for each in _SETTINGS.items()), rules={**LEVELS, **(rules or {})}),
        pack("external-api", "1.0.0", rules=outside or {"LOG-001": Level.WARN}),
    ]


def lawbook(rules: Mapping[str, RuleTerm | Level] | None = None, outside: Mapping[str, Any] | None = None) -> Lawbook:
    """The law of these packs."""
    return Lawbook(Shelf(packs(rules, outside)), RULES)


class Staged:
    """A folder that was written already."""

    folder = Path("/nowhere")

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._documents = documents

    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        return self._documents

    def digests(self) -> Mapping[str, str]:
        return {}

    def publish(self, manifest: Mapping[str, Any]) -> None:
        raise AssertionError("nothing is published here")


class Folder(ProjectFiles):
    """The sample's files, with these waivers."""

    def __init__(self, waivers: Mapping[str, str] | None = None, root: Path = ROOT) -> None:
        super().__init__(root)
        self._said = waivers or {}

    def registry(self) -> tuple[str, str]:
        text, name = super().registry()
        return bound_to_the_first(text, "~= 1.0"), name

    def waivers(self, domain: str) -> tuple[str, str] | None:
        return (self._said[domain], f"stacks/domains/{domain}/waivers.toml") if domain in self._said else None


class Engine:
    """Writes what it is told to, with and without escape hatches, and remembers what it was asked for."""

    def __init__(
        self, written: Mapping[str, Mapping[str, Any]], roads: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self._written, self._roads = written, roads or {}
        self.built: list[tuple[str, ...]] = []
        self._now: Mapping[str, Mapping[str, Any]] = {}

    def build(self, plan: Any, folder: Path, *, hatches: bool) -> None:
        self.built.append(tuple(stack.name for stack in plan.stacks))
        self._now = self._written if hatches else self._roads

    @contextmanager
    def stage(self) -> Any:
        holder = Staged({})
        holder.documents = lambda: self._now  # type: ignore[method-assign]  # what was built last
        yield holder


def run(source: str, file: str) -> Any:
    """Run a declaration of the sample."""
    return declarations_in(source, file, root=ROOT)


def world(engine: Engine, folder: Folder) -> World:
    """A synth of the sample that writes what the engine is told to."""
    return World(folder, run, engine.build, engine.stage, lambda what: None)


def ask(*wanted: str, today: date = TODAY) -> Ask:
    """What a user asks for."""
    return Ask(wanted, None, today, "cdktf.out")
