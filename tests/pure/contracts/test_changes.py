"""
What becomes of each construct: tests/contracts/before/<change> compiles to tests/contracts/after/<change>.

`REWRITE_GOLDEN=1 pytest tests/pure/contracts/test_changes.py` writes what is compiled now; review the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from platform_constructs.contracts.api.load import load_contract
from tests.pure.contracts.reading import FIXTURES, compiled

CHANGES = sorted(folder.name for folder in (FIXTURES / "before").iterdir())


def _compile(change: str) -> dict[str, Any]:
    folder = FIXTURES / "before" / change
    contract = load_contract(
        (folder / "openapi.yaml").read_text(encoding="utf-8"),
        "openapi.yaml",
        read=lambda path: (folder / path).read_text(encoding="utf-8"),
    )
    api, findings = compiled(contract)
    assert [] == [str(finding) for finding in findings]
    assert api is not None
    as_terraform_reads_it = json.loads(json.dumps(api.body).replace("$${", "${").replace("%%{", "%{"))
    assert [] == [str(fault) for fault in OpenAPIV30SpecValidator(as_terraform_reads_it).iter_errors()]
    part = api.body if change.startswith("whole-body") else {key: api.body[key] for key in ("components", "paths")}
    return {"body": part, "lowered": [f"{place.file}:{place.line} {note}" for place, note in api.lowered]}


@pytest.mark.parametrize("change", CHANGES)
def test_a_construct_becomes_what_its_golden_file_shows(change: str):
    """Each construct of OpenAPI compiles to exactly what was reviewed for it, and to valid OpenAPI 3.0."""
    golden = FIXTURES / "after" / change / "compiled.json"

    actual = _compile(change)

    if os.environ.get("REWRITE_GOLDEN") == "1":
        _write(golden, actual)
    assert json.loads(golden.read_text(encoding="utf-8")) == actual


def _write(golden: Path, actual: dict[str, Any]) -> None:
    golden.parent.mkdir(parents=True, exist_ok=True)
    golden.write_text(json.dumps(actual, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def test_every_golden_file_has_its_contract():
    """No golden file outlives the construct it belongs to."""
    assert CHANGES == sorted(folder.name for folder in (FIXTURES / "after").iterdir())
