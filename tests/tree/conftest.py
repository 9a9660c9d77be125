"""
One way to write a plan and read it back. Everything here needs cdktf: one process, one kernel.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.model.plan import Plan
from tests.tree.plans import plan as planned

Document = dict[str, Any]


@pytest.fixture(name="synth")
def _synth(tmp_path: Path) -> Callable[..., dict[str, Document]]:
    """Write a plan and return every stack's Terraform by name."""
    from stacks.build import build  # noqa: PLC0415  # starts Node: only for tests that ask for it

    def synth(plan: Plan | None = None) -> dict[str, Document]:
        build(plan or planned(), tmp_path / "out")
        files = sorted((tmp_path / "out" / "stacks").glob("*/cdk.tf.json"))
        return {file.parent.name: json.loads(file.read_text()) for file in files}

    return synth


@pytest.fixture(name="only")
def _only() -> Callable[[Document, str], Document]:
    """Return the one resource of a type."""

    def only(document: Document, type: str) -> Document:
        [found] = document["resource"][type].values()
        return dict(found)

    return only
