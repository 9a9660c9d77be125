"""
How long reading and compiling a contract takes: the sample's, real ones from the shared corpus, and hostile ones.

    python benchmarks/contracts.py [repeats]
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from platform_constructs.contracts.api.load import load_contract
from platform_constructs.contracts.gateway.compilation import Target
from platform_constructs.contracts.gateway.compile import compile_contract
from platform_constructs.errors import ContractError
from tests.pure.contracts.large import large_api

ROOT = Path(__file__).resolve().parent.parent
NO_FILES: dict[str, str] = {}


def hostile() -> dict[str, str]:
    """As many values as are allowed, spent on what costs a reader most."""
    scheme = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "x", "scopes": {"p/r": "Read."}}}}
    subject = {"$ref": "#/components/schemas/A0"}
    body = {"content": {"application/json": {"schema": subject}}}
    operation = {"operationId": "post", "requestBody": body, "responses": {"200": {"description": ""}}}

    def contract(schemas: dict[str, object], **paths: object) -> str:
        return json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "t", "version": "1"},
                "security": [{"o": ["p/r"]}],
                "paths": {"/a": {"post": operation}, **paths},
                "components": {"schemas": schemas, "securitySchemes": {"o": scheme}},
            }
        )

    def ref(number: int) -> dict[str, str]:
        return {"$ref": f"#/components/schemas/A{number}"}

    chain = {
        f"A{n}": {"allOf": [ref(n + 1)], "required": ["x"], "properties": {f"p{n}": {"readOnly": True}}}
        for n in range(8_500)
    }
    gets = {
        f"/p{n}": {"get": {"operationId": f"g{n}", "responses": {"200": {"description": ""}}}} for n in range(12_000)
    }
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    return {
        "20,000 aliases of a schema": contract({**{f"A{n}": ref(n + 1) for n in range(20_000)}, "A20000": {}}),
        "8,500 schemas in one allOf chain": contract({**chain, "A8500": {}}),
        "35,000 branches": contract({"A0": {"anyOf": [{"maxLength": n} for n in range(35_000)]}}),
        "12,000 operations": contract({"A0": {}}, **gets),
        "a billion laughs": laughs,
        "a million brackets": "[" * 1_000_000,
        "6 MB of one list": "[" + "1," * 3_000_000 + "1]",
    }


def large() -> dict[str, str]:
    """Generated contracts of one shape: four times the operations and schemas should take four times as long."""
    found = {}
    for operations, schemas in ((125, 200), (250, 400), (500, 800), (2_000, 3_200)):
        document = large_api(operations, schemas)
        scheme = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "x", "scopes": {"p/r": "Read."}}}}
        document["components"]["securitySchemes"] = {"o": scheme}
        found[f"{operations} operations, {schemas} schemas"] = json.dumps({**document, "security": [{"o": ["p/r"]}]})
    return found


def contracts() -> dict[str, str]:
    files = sorted((ROOT / "stacks" / "domains").glob("*/openapi.yaml"))
    corpus = ROOT.parent / "shared" / "corpus" / "contracts"
    files += sorted(path for path in corpus.rglob("*") if path.suffix in (".yaml", ".json"))
    return {"/".join(path.parts[-3:]): path.read_text(encoding="utf-8") for path in files}


def once(text: str) -> tuple[float, float, str]:
    started = time.perf_counter()
    try:
        contract = load_contract(text, "contract", read=NO_FILES.__getitem__)
    except ContractError as fault:
        return time.perf_counter() - started, 0.0, fault.code
    loaded = time.perf_counter()
    _, findings = compile_contract(contract, Target(mount="/", scope_prefix="p", owner="owner"))
    return loaded - started, time.perf_counter() - loaded, ", ".join(sorted({finding.code for finding in findings}))


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'contract':60} {'kB':>6} {'load ms':>8} {'compile ms':>10}  codes")
    for name, text in {**contracts(), **large(), **hostile()}.items():
        runs = [once(text) for _ in range(repeats)]
        load, compiled = (statistics.median(run[part] for run in runs) * 1000 for part in (0, 1))
        print(f"{name[-60:]:60} {len(text) / 1000:6.0f} {load:8.1f} {compiled:10.1f}  {runs[0][2]}")


if __name__ == "__main__":
    main()
