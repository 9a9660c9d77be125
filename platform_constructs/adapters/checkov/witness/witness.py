"""
Runs inside checkov: makes crashed graph checks heard, and writes down which checks exist and what they judge.
"""

import concurrent.futures
import json
import logging
from collections import defaultdict
from pathlib import Path

from checkov.common.checks_infra import registry as graph
from checkov.common.graph.checks_infra.enums import SolverType
from checkov.common.graph.checks_infra.registry import BaseRegistry
from checkov.terraform.checks.data.registry import data_registry
from checkov.terraform.checks.module.registry import module_registry
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.registry import resource_registry

_wait, _run = concurrent.futures.wait, BaseRegistry.run_check_parallel


def _wait_and_raise(jobs, *args, **kwargs):
    # checkov waits for its jobs and never looks at their results: an exception in one would vanish
    waited = _wait(jobs, *args, **kwargs)
    for job in waited.done:
        job.result()
    return waited


def _run_and_tell(registry, check, *args, **kwargs):
    try:
        _run(registry, check, *args, **kwargs)
    except Exception:
        logging.exception("Failed to run check %s on /graph:resources", check.id)


def _filtered(check):
    # a filter on the resource type says what is judged; the other conditions also name what is looked up
    if check.type is SolverType.FILTER and check.attribute == "resource_type":
        value = check.attribute_value
        yield from value if isinstance(value, list) else [value]
    for part in check.sub_checks:
        yield from _filtered(part)


def _connects(check):
    return check.type in (SolverType.CONNECTION, SolverType.COMPLEX_CONNECTION) or any(map(_connects, check.sub_checks))


def _judged(check):
    return set(_filtered(check)) or (set() if _connects(check) else set(check.resource_types))


concurrent.futures.wait, BaseRegistry.run_check_parallel = _wait_and_raise, _run_and_tell

judged, named = defaultdict(set), defaultdict(set)
for prefix, registry in (
    ("", resource_registry),
    ("data.", data_registry),
    ("provider.", provider_registry),
    ("module.", module_registry),
):
    for entity, check in registry.all_checks():
        judged[check.id].add(prefix + entity)
graph_registry = graph.get_graph_checks_registry("terraform")
graph_registry.load_checks()
for check in graph_registry.checks:
    judged[check.id] |= _judged(check)
    named[check.id] |= set(check.resource_types)

Path("witness.json").write_text(
    json.dumps({i: {"judged": sorted(judged[i]), "named": sorted(named[i])} for i in judged}, sort_keys=True),
    encoding="utf-8",
)
