"""
The checkov gate: the same JSON Terraform gets, judged by a second judge in a process of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platform_constructs.adapters.checkov.fingerprints import with_fingerprints
from platform_constructs.adapters.checkov.output import read_output
from platform_constructs.adapters.checkov.run import run_checkov
from platform_constructs.adapters.checkov.verdicts import refuse_impossible, report_of
from platform_constructs.adapters.checkov.view import scan_view
from platform_constructs.errors import ToolError
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport, Expectations

__all__ = ["TIMEOUT_SECONDS", "scan"]

TIMEOUT_SECONDS = 120.0
"""A scan of one sample stack takes 2.5 seconds, nearly all of it checkov importing itself."""


def scan(
    stacks: Mapping[str, Mapping[str, Any]],
    expectations: Mapping[str, Expectations],
    *,
    program: Path,
    owners: Mapping[str, str],
    places: Mapping[str, Place],
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> CheckovReport:
    """
    Return what checkov says about these stacks, each judged apart from the others.

    Args:
        stacks: Each stack's parsed `cdk.tf.json`, by name.
        expectations: What the packs demand, by stack.
        program: The checkov to run, from `find_checkov`.
        owners: The domain that has to act, by stack.
        places: Where that domain opens a file, by stack.
        timeout_seconds: How long checkov may take.

    Raises:
        ToolError: when the stacks could not be judged, TOOL-001 to TOOL-011.
        KeyError: for a stack without expectations, owner or place.
    """
    views = [scan_view(stack, stacks[stack]) for stack in sorted(stacks)]
    if not any(view.own for view in views):
        raise ToolError(
            "TOOL-007",
            "there is nothing for checkov to scan",
            at=", ".join(view.stack for view in views) or "the synth",
            got="no resource",
            fix="run `paved synth` first, and scan the stacks it wrote",
        )
    expected = {view.stack: expectations[view.stack] for view in views}
    reading = read_output(run_checkov(program, views, timeout_seconds=timeout_seconds), views, expected)
    refuse_impossible(expected, reading)
    return with_fingerprints(report_of(reading, views, expected, owners=owners, places=places), views)
