"""
One scan by the real checkov over a stack for each thing it must see: starting checkov is what costs.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.adapters.checkov import find_checkov, scan
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport, Expectations
from tests.checkov.plain import paved

ROOT = Path(__file__).parents[2]
ROAD = json.loads((Path(__file__).parent / "documents" / "road.json").read_text(encoding="utf-8"))
SKIPS = {
    "CKV2_AWS_51": "the back end trusts tokens, not the gateway's certificate",
    "CKV2_AWS_77": "an anonymous source is no reason to refuse a partner",
    "CKV_AWS_120": "a shared cache would hand one consumer's answer to another",
    "CKV_AWS_225": "a shared cache would hand one consumer's answer to another",
}
MUST_PASS = {
    code: frozenset[str]()
    for code in ("CKV2_AWS_29", "CKV2_AWS_4", "CKV2_AWS_64", "CKV_AWS_1", "CKV_AWS_338", "CKV_AWS_41", "CKV_AWS_7")
} | {"CKV_AWS_76": frozenset({"aws_api_gateway_stage"})}

Scan = Callable[..., CheckovReport]
Document = dict[str, Any]


def road() -> Document:
    """The paved road, small: everything in it passes but what SKIPS names."""
    return copy.deepcopy(ROAD)


@pytest.fixture(scope="session", name="sample")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample organisation's Terraform, as a user writes it."""
    folder: Path = tmp_path_factory.mktemp("sample") / "out"
    paved("synth", "--output", str(folder))
    return folder


@pytest.fixture(scope="session")
def run() -> Scan:
    """Scan documents by name with the project's checkov; a keyword changes what one of them is expected to do."""
    program = find_checkov(root=ROOT)

    def run(stacks: Mapping[str, Document], **changed: Expectations) -> CheckovReport:
        expected = dict.fromkeys(stacks, Expectations(MUST_PASS, SKIPS)) | changed
        return scan(
            stacks,
            expected,
            program=program,
            owners={stack: f"team-{stack}" for stack in stacks},
            places={stack: Place(f"stacks/domains/{stack}/stack.py", 7) for stack in stacks},
        )

    return run
