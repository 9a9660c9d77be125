"""
Other people's contracts: read in place, skipped where the shared corpus is not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract
from platform_constructs.contracts.codes import CODES
from platform_constructs.contracts.gateway.compilation import Target, compilation
from platform_constructs.contracts.gateway.feasibility import Outcome, feasibility
from platform_constructs.errors import ContractError
from tests.pure.contracts.gateway.import_rules import broken_rules
from tests.pure.contracts.reading import CORPUS, SCHEMES, compiled

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone")

FOUND = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".json")) if CORPUS.is_dir() else []
SWAGGER = [path for path in FOUND if ".swagger." in path.name]
CONTRACTS = [path for path in FOUND if path not in SWAGGER]


NO_FILES: dict[str, str] = {}


def named(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


# What their authors leave to others: MEF and TM Forum say nothing about callers, Adyen asks for API keys.
REFUSALS = {"adyen": {"CON-031", "CON-042"}, "mef-sonata": {"CON-030"}, "tmforum": {"CON-030"}}


def secured(path: Path) -> dict[str, Any]:
    """The contract with one scope for everything and a server of ours: what is our policy, not the contract's fault."""
    contract = load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)
    document: dict[str, Any] = dict(contract.document)
    document["components"] = {**document["components"], "securitySchemes": SCHEMES}
    document |= {"security": [{"partner": ["ordering/read"]}], "servers": [{"url": "/ordering"}]}
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
    return document


def with_one_variable_per_level(document: dict[str, Any]) -> dict[str, Any]:
    """The contract with the variables of each level called alike, as CON-042 asks for."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        renamed = path
        for level, segment in enumerate(path.split("/")):
            if segment.startswith("{"):
                renamed = renamed.replace(segment, f"{{at{level}}}")
                text = json.dumps(item).replace(
                    f'"name": "{segment[1:-1]}", "in": "path"', f'"name": "at{level}", "in": "path"'
                )
                item = json.loads(text)
        paths[renamed] = item
    return {**document, "paths": paths}


def load_again(document: dict[str, Any], path: Path) -> Contract:
    return load_contract(json.dumps(document), named(path), read=NO_FILES.__getitem__)


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_real_contract_is_refused_for_what_its_authors_leave_open(path: Path):
    """As they are, each is refused for exactly the reasons that are known, each with file and line."""
    contract = load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)
    api, findings = compiled(contract, mount="/")

    assert api is None
    assert REFUSALS[named(path).split("/")[0]] == {finding.code for finding in findings}
    assert [] == [finding for finding in findings if finding.at.line == 0 and finding.got]


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_real_contract_compiles_once_it_is_secured(path: Path):
    """With scopes and our server, each compiles to valid OpenAPI 3.0 that follows the import rules."""
    contract = load_again(secured(path), path)
    api, findings = compiled(contract)

    if "adyen" in path.parts:
        assert {"CON-042"} == {finding.code for finding in findings}
        contract = load_again(with_one_variable_per_level(secured(path)), path)
        api, findings = compiled(contract)
    assert () == findings
    assert api is not None
    assert [] == [str(fault) for fault in OpenAPIV30SpecValidator(dict(api.body)).iter_errors()]
    assert [] == broken_rules(api.body)
    assert len(contract.operations) == sum(len(item) for item in api.body["paths"].values())


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_real_contract_is_reported_with_lines(path: Path):
    """What is lost and what is refused leads to places of the contract, each with its line."""
    contract = load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)
    made = compilation(contract, Target("/", "ordering", "ordering"))
    report = feasibility(made)

    assert Outcome.REFUSED is report.outcome
    assert len(contract.operations) == len(report.operations)
    places = [place for note in report.losses for place in note.places]
    places += [model.at for model in report.models] + [operation.at for operation in report.operations]
    assert [] == [place for place in places if place.line == 0 or place.file != named(path)]
    assert [] == [pointer for pointer, place in made.sources.items() if place.line == 0]


@pytest.mark.parametrize("path", SWAGGER, ids=named)
def test_swagger_is_refused_with_the_way_out(path: Path):
    """A Swagger 2.0 document is told to be converted."""
    with pytest.raises(ContractError) as caught:
        load_contract(path.read_text(encoding="utf-8"), named(path), read=NO_FILES.__getitem__)

    assert "CON-007" == caught.value.code


OASDIFF = CORPUS.parent / "oasdiff"
FODDER = sorted(path for kind in ("data", "generated") for path in (OASDIFF / kind).rglob("*.*"))


@pytest.mark.skipif(not OASDIFF.is_dir(), reason="the shared corpus is not beside this clone")
@pytest.mark.parametrize("kind", sorted({path.relative_to(OASDIFF).parts[0] for path in FODDER}))
def test_other_peoples_test_documents_are_answered(kind: str):
    """Each of oasdiff's documents compiles, or is refused with lines, or ends in an error that names its line."""
    for path in (each for each in FODDER if kind in each.parts and each.suffix in (".json", ".yaml")):
        texts = {
            file.relative_to(path.parent).as_posix(): file.read_text(encoding="utf-8")
            for file in path.parent.rglob("*.yaml")
            if file.parent != OASDIFF / "data"
        }
        try:
            contract = load_contract(path.read_text(encoding="utf-8"), path.name, read=texts.__getitem__)
            api, findings = compiled(contract, mount="/")
        except ContractError as error:
            assert error.code in CODES
            assert ":" in error.at
            continue
        assert (api is None) == bool(findings)
        assert [] == [str(finding) for finding in findings if finding.at.line == 0 and finding.got]
        if api is not None:
            assert [] == broken_rules(api.body)
