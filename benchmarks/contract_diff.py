"""
How long linting and comparing contracts takes, and how much memory: generated ones of four sizes, and real ones.

    python benchmarks/contract_diff.py [repeats]

Seconds are of the processor, medians; the last column is the time for an operation over that of the smallest size.
"""

from __future__ import annotations

import copy
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from platform_constructs.contracts.compare.api.comparison import compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.run import lint
from platform_constructs.model.verdict import Level
from policy_packs import every_contract_rule
from tests.pure.contracts.large import MONEY, large_api

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "contracts"
PAIRS = (
    (
        "mef-sonata/celine/order/productOrderManagement.api.yaml",
        "mef-sonata/dolly/order/productOrderManagement.api.yaml",
    ),
    ("adyen/TransferService-v4-20240826.json", "adyen/TransferService-v4-20250801.json"),
)
TODAY = date(2026, 11, 1)
RULES = {code: rule for code, rule in every_contract_rule().items() if code.startswith("API-")}
PROFILE = Profile("all", "Everything.", levels=dict.fromkeys(RULES, RuleLevel(Level.WARN)))


def read(text: str) -> Document:
    return read_document(text, "contract", read={}.__getitem__)


def one_changed(document: dict[str, Any]) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    changed["components"]["schemas"][MONEY]["required"] = ["amount"]
    return changed


def some_changed(document: dict[str, Any]) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    for name, schema in list(changed["components"]["schemas"].items())[::100]:
        schema.setdefault("properties", {})["added"] = {"type": "string"}
        schema["required"] = [*schema.get("required", []), "added"] if name != MONEY else schema.get("required", [])
    return changed


def seconds(repeats: int, work: Callable[[], object]) -> tuple[float, object]:
    spent, result = [], None
    for _ in range(repeats):
        began = time.process_time()
        result = work()
        spent.append(time.process_time() - began)
    return statistics.median(spent), result


def measured(old: str, new: str, repeats: int) -> tuple[float, float, float, int, int]:
    """Return seconds to read one, to lint it and to compare both, the number of changes, and the peak in MiB."""
    reading, _ = seconds(repeats, lambda: read(new))
    linting, _ = seconds(repeats, lambda: lint(read(new), RULES, PROFILE, today=TODAY))

    def compare() -> int:
        return len(compare_documents(read(old), read(new), today=TODAY, terms=Terms()).changes)

    comparing, changes = seconds(repeats, compare)
    tracemalloc.start()
    compare()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(changes, int)
    return reading, linting - reading, comparing - 2 * reading, changes, peak >> 20


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'contract':58} {'read s':>7} {'lint s':>7} {'diff s':>7} {'changes':>7} {'MiB':>5} {'each':>5}")
    smallest = 0.0
    for operations, schemas in ((125, 200), (250, 400), (500, 800), (1_000, 1_600)):
        before = large_api(operations, schemas)
        for name, after in (
            ("same", before),
            ("Money changed", one_changed(before)),
            ("1 % changed", some_changed(before)),
        ):
            found = measured(json.dumps(before), json.dumps(after), repeats)
            each = sum(found[:3]) / operations
            smallest = smallest or each
            label = f"{operations} operations, {schemas} schemas, {name}"
            print(f"{label:58} " + "{:7.2f} {:7.2f} {:7.2f} {:7} {:5}".format(*found) + f" {each / smallest:5.2f}")
    for old, new in PAIRS if CORPUS.is_dir() else ():
        texts = [(CORPUS / name).read_text(encoding="utf-8") for name in (old, new)]
        print(f"{new[-58:]:58} " + "{:7.2f} {:7.2f} {:7.2f} {:7} {:5}".format(*measured(texts[0], texts[1], repeats)))


if __name__ == "__main__":
    main()
