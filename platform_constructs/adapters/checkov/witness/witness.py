"""
Runs inside checkov: makes crashed graph checks heard, and writes down which checks exist and what they judge.
"""

from __future__ import annotations

import concurrent.futures
import json
import logging
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["testify"]

LOADER = "checkov.common.checks.base_check_registry"


def testify() -> None:
    """Listen to checkov, and leave `witness.json` in the folder it runs in."""
    _listen(import_module("checkov.common.graph.checks_infra.registry").BaseRegistry)
    Path("witness.json").write_text(json.dumps(_census()), encoding="utf-8")


def _listen(registry_class: Any) -> None:
    wait, run = concurrent.futures.wait, registry_class.run_check_parallel

    # checkov waits for its jobs and never looks at what became of them: an exception would vanish
    def wait_and_raise(jobs: Any, *args: Any, **kwargs: Any) -> Any:
        waited = wait(jobs, *args, **kwargs)
        for job in waited.done:
            job.result()
        return waited

    def run_and_tell(registry: Any, check: Any, *args: Any, **kwargs: Any) -> None:
        try:
            run(registry, check, *args, **kwargs)
        except Exception:
            logging.exception("Failed to run check %s on /graph:resources", check.id)

    for owner, name, wrapper in (
        (concurrent.futures, "wait", wait_and_raise),
        (registry_class, "run_check_parallel", run_and_tell),
    ):
        setattr(owner, name, wrapper)


def _census() -> dict[str, dict[str, list[str]]]:
    judged: defaultdict[str, set[str]] = defaultdict(set)
    named: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ("data", "module", "provider", "resource"):
        prefix = "" if kind == "resource" else f"{kind}."
        registry = getattr(import_module(f"checkov.terraform.checks.{kind}.registry"), f"{kind}_registry")
        for entity, check in registry.all_checks():
            judged[check.id].add(prefix + entity)
    graph_registry = import_module("checkov.common.checks_infra.registry").get_graph_checks_registry("terraform")
    graph_registry.load_checks()
    for check in graph_registry.checks:
        judged[check.id] |= _judged(check)
        named[check.id] |= set(check.resource_types)
    return {code: {"judged": sorted(judged[code]), "named": sorted(named[code])} for code in sorted(judged)}


def _judged(check: Any) -> set[str]:
    # a filter on the type says what is judged; beside a connection the other types are only looked up
    return set(_filtered(check)) or (set() if _connects(check) else set(check.resource_types))


def _filtered(check: Any) -> Iterator[str]:
    if check.type and check.type.name == "FILTER" and check.attribute == "resource_type":
        yield from check.attribute_value if isinstance(check.attribute_value, list) else [check.attribute_value]
    for part in check.sub_checks:
        yield from _filtered(part)


def _connects(check: Any) -> bool:
    return bool(check.type and "CONNECTION" in check.type.name) or any(map(_connects, check.sub_checks))


if LOADER in sys.modules:  # anywhere but inside checkov this is a module like any other
    testify()
