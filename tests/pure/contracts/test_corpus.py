"""
Other people's contracts: read in place, skipped where the shared corpus is not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from platform_constructs.contracts.api.load import load_contract
from platform_constructs.errors import ContractError
from tests.pure.contracts.reading import CORPUS, SCHEMES, compiled

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone")

FOUND = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".json")) if CORPUS.is_dir() else []
SWAGGER = [path for path in FOUND if ".swagger." in path.name]
CONTRACTS = [path for path in FOUND if path not in SWAGGER]


NO_FILES: dict[str, str] = {}


def named(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


def secured(text: str) -> str:
    """The contract with one scope for everything and a server of ours; its authors secure it elsewhere."""
    document: dict[str, Any] = dict(load_contract(text, "x", read=NO_FILES.__getitem__).document)
    document["components"] = {**document["components"], "securitySchemes": SCHEMES}
    document |= {"security": [{"partner": ["ordering/read"]}], "servers": [{"url": "/ordering"}]}
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
    return json.dumps(document)


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_real_contract_is_judged_with_places(path: Path):
    """Each contract compiles, or every reason why not has file and line (benchmarks/contracts.py has the times)."""
    contract = load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)
    api, findings = compiled(contract, mount="/")

    assert (api is None) == bool(findings)
    assert [] == [finding for finding in findings if finding.at.line == 0 and finding.got]


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_real_contract_compiles_once_it_is_secured(path: Path):
    """With scopes and our server, each compiles to valid OpenAPI 3.0, save for variables of two names."""
    contract = load_contract(secured(path.read_text(encoding="utf-8")), named(path), read=NO_FILES.__getitem__)
    api, findings = compiled(contract)

    assert {finding.code for finding in findings} == ({"CON-042"} if "adyen" in path.parts else set())
    if api is not None:
        assert [] == [str(fault) for fault in OpenAPIV30SpecValidator(dict(api.body)).iter_errors()]


@pytest.mark.parametrize("path", SWAGGER, ids=named)
def test_swagger_is_refused_with_the_way_out(path: Path):
    """A Swagger 2.0 document is told to be converted."""
    with pytest.raises(ContractError) as caught:
        load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)

    assert "CON-007" == caught.value.code
