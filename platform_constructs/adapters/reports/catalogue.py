"""
The catalogue for people: a table of all APIs, and one API on a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from platform_constructs.adapters.reports.text import table
from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.manifest_parts import Offered
from platform_constructs.model.counted import counted
from platform_constructs.model.slo import Slo

__all__ = ["catalogue_json", "catalogue_text", "manifest_text"]

_SHORT: Final = 12  # digits of a digest
_MOST: Final = 12  # rows of one part of a screen
_UNASKED: Final = "(not asked)"
_WIDE: Final = 90  # characters of a text in a table


def catalogue_text(manifests: Sequence[ApiManifest]) -> str:
    """Return a table of APIs."""
    head = ["ENVIRONMENT", "DOMAIN", "STACK", "API", "VERSION", "LIFECYCLE", "AUDIENCE"]
    rows = [
        [
            one.environment,
            one.owner.domain,
            one.stack,
            _cut(one.title, 40),
            _cut(one.version, 20),
            _age(one),
            str(one.audience),
            str(sum(bool(scope.operations) for scope in one.scopes)),
            str(len(one.waivers)),
            _digest(one),
        ]
        for one in manifests
    ]
    return table([*head, "SCOPES", "WAIVERS", "CONTRACT"], rows)


def catalogue_json(manifests: Iterable[ApiManifest]) -> dict[str, Any]:
    """Return the APIs as JSON's values: each is its manifest."""
    return {"apis": [one.model_dump(mode="json") for one in manifests]}


def manifest_text(one: ApiManifest) -> str:
    """Return one API on a screen; long lists are cut, and say so."""
    facts = [
        ["stack", f"{one.stack} in {one.environment}, {one.server.url}"],
        ["owner", f"{one.owner.domain} ({', '.join(one.owner.teams)}), {one.owner.contact}, {one.owner.on_call}"],
        ["for", f"{one.audience} callers, {one.owner.classification} data"],
        ["lifecycle", _life(one)],
        ["promises", _promises(one.slo)],
        ["contract", f"{one.contract.file}, OpenAPI {one.contract.openapi}, {_digest(one)}{_lint(one)}"],
        ["packs", ", ".join(f"{pack.name} {pack.version}" for pack in one.packs) or "none"],
    ]
    if one.id:
        facts.insert(1, ["id", one.id])
    parts = [f"{one.title} {one.version}", *([_cut(one.description, 240)] if one.description else [])]
    parts.append("\n".join(f"{name:<10} {said}" for name, said in facts))
    parts += _lists(one)
    return "\n\n".join(parts)


def _lists(one: ApiManifest) -> Iterator[str]:
    routes = [[route.method, route.path, route.operation, _access(route)] for route in one.routes]
    yield _part("routes", routes)
    scopes = [[scope.name, counted(len(scope.operations), "operation"), scope.description] for scope in one.scopes]
    yield from _some("scopes", scopes)
    yield from _some("events", [[event.source, event.detail_type, event.version, event.state] for event in one.events])
    granted = [
        [each.domain, f"{each.source}/{each.detail_type}*", f"until {each.expires}"] for each in one.subscriptions
    ]
    yield from _some("may subscribe to", granted)
    waived = [
        [each.rule, each.at, f"until {each.expires}", each.reason, "" if each.found else _UNASKED]
        for each in one.waivers
    ]
    yield from _some("waivers in force", waived)
    lost = [[each.what, f"{each.file}:{each.line}"] for each in one.contract.unchecked]
    yield from _some("not checked by the gateway", lost)
    yield from _some("links", [[link.rel, link.href] for link in one.links])


def _some(title: str, rows: list[list[str]]) -> Iterator[str]:
    if rows:
        yield _part(title, rows)


def _part(title: str, rows: list[list[str]]) -> str:
    shown = [[_cut(cell, _WIDE) for cell in row] for row in rows[:_MOST]]
    widths = [max(len(row[at]) for row in shown) for at in range(len(shown[0]))]
    lines = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    more = [f"  and {len(rows) - _MOST} more; --format json has all"] if len(rows) > _MOST else []
    return "\n".join([f"{title} ({len(rows)})", *lines, *more])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _access(route: Offered) -> str:
    if route.open:
        return "(open)"
    return " | ".join(route.scopes) or f"signed, by {', '.join(route.callers) or 'nobody'}"


def _age(one: ApiManifest) -> str:
    until = f" until {one.lifecycle.sunset}" if one.lifecycle.sunset else ""
    return f"{one.lifecycle.state or '-'}{until}"


def _life(one: ApiManifest) -> str:
    life = one.lifecycle
    words: list[str] = [life.state or "not said"]
    words += [f"may no longer answer from {life.sunset}"] if life.sunset else []
    words += [f"replaced by {life.replaced_by}"] if life.replaced_by else []
    return ", ".join(words)


def _promises(slo: Slo | None) -> str:
    if slo is None:
        return "nothing"
    said = [f"{slo.availability:g} % available"] if slo.availability is not None else []
    said += [f"{share} % within {limit} ms" for share, limit in slo.latency.promised] if slo.latency else []
    return f"{', '.join(said)}, over {slo.days} days"


def _digest(one: ApiManifest) -> str:
    return one.contract.digest.partition(":")[2][:_SHORT]


def _lint(one: ApiManifest) -> str:
    lint = one.contract.lint
    if lint is None:
        return ""
    told = [(lint.warns, "warn"), (lint.advises, "advise"), (lint.waived, "waived")]
    said = ", ".join(f"{counted(len(rules), 'rule')} {how}" for rules, how in told if rules)
    return f", profile {lint.profile}: {said or 'kept'}"
