"""
Waivers of checkov's checks, for the catalogue: what was agreed of a stack, though a synth does not ask checkov.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from platform_constructs.flows.gate import OF_CHECKOV, approvers, unwaivable, waivers_of
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.judging.waivers import state_of
from platform_constructs.policy.rule import Rule

__all__ = ["scanned_waivers"]

_SECTIONS: Final = {"module": "module", "output": "output", "variable": "var"}  # and what addresses call each


def scanned_waivers(
    project: Project,
    planned: Planned,
    source: ProjectSource,
    rules: Mapping[str, Rule],
    documents: Callable[[], Mapping[str, Mapping[str, Any]]],
    *,
    today: date,
) -> dict[str, tuple[Waiver, ...]]:
    """
    Return the waivers of checkov's checks that hold and are about something in a stack, by stack; in file order.

    A waiver that is expired, too long or not approved by whom it takes is left out, as it covers nothing. Whether the
    check still fails there, and for that value, only `paved check` can tell.

    Args:
        project: The project.
        planned: What was built from it.
        source: Its files, for the waivers.
        rules: Every rule there is, by code.
        documents: Gives what was written, by stack; asked only where such a waiver is.
        today: The date that expiry is read against.

    Raises:
        WaiverError: if a waiver file cannot be read.
    """
    owners, platform = approvers(project.organisation), project.organisation.platform.name
    domains = {one.stack: one.domain for one in project.declarations if one.stack in project.selected}
    agreed: dict[str, list[Waiver]] = {}
    for domain in sorted(set(domains.values())):
        never = unwaivable(project, domain, planned.laws)
        agreed[domain] = [
            one
            for one in waivers_of(domain, source, rules)
            if one.rule.startswith(OF_CHECKOV)
            and state_of(one, today=today, owners=owners, unwaivable=never, platform=platform).holds
        ]
    found: dict[str, tuple[Waiver, ...]] = {}
    for stack, document in documents().items() if any(agreed.values()) else ():
        mine = agreed.get(domains.get(stack, ""), [])
        if mine:
            here = _addresses(document)
            found[stack] = tuple(one for one in mine if _is_about(one, stack, here))
    return found


def _is_about(waiver: Waiver, stack: str, here: frozenset[str]) -> bool:
    said, colon, address = waiver.at.partition(": ")  # `stack: address` tells two stacks apart
    return (said == stack and address in here) if colon else said in here


def _addresses(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the Terraform addresses of a stack's blocks, as checkov's findings name them."""
    found: set[str] = set()
    for section, prefix in (("resource", ""), ("data", "data.")):
        for kind, named in _entries(document.get(section)):
            found |= {f"{prefix}{kind}.{name}" for name, _ in _entries(named)}
    for section, called in _SECTIONS.items():
        found |= {f"{called}.{name}" for name, _ in _entries(document.get(section))}
    for name, bodies in _entries(document.get("provider")):
        found.add(f"provider.{name}")
        for body in bodies if isinstance(bodies, list) else [bodies]:
            found |= {f"provider.{name}.{alias}" for key, alias in _entries(body) if key == "alias"}
    return frozenset(found)


def _entries(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []
