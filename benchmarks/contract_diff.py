"""
How long reading, linting and comparing contracts takes, and how much memory: generated and real ones.

    python benchmarks/contract_diff.py [repeats] [memory]

Seconds are of the processor, the least of so many repeats (one unless said), without the garbage collector: `paved`
turns it off, since a short process frees nothing worth the walks. Those walks go over all that is alive each time, so
with them the time for an operation grows with the contract. The last column is that time over the smallest size's.
`memory` also measures the peak of a comparison, in a run of its own that is not timed: counting takes long.
"""

from __future__ import annotations

import copy
import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

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


Result = TypeVar("Result")


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


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def compared(old: Document, new: Document) -> int:
    return len(compare_documents(old, new, today=TODAY, terms=Terms()).changes)


def measured(old: str, new: str) -> tuple[float, float, float, int]:
    """Return seconds to read one, to lint it and to compare both, and the number of changes."""
    began, before = timed(lambda: read(old))
    reading, after = timed(lambda: read(new))
    comparing, changes = timed(lambda: compared(before, after))
    fresh = read(new)  # what one question remembers of a document must not help the other
    linting, _ = timed(lambda: lint(fresh, RULES, PROFILE, today=TODAY))
    return (began + reading) / 2, linting, comparing, changes


def peak(old: str, new: str) -> int:
    """Return the most memory that reading and comparing both takes, in MiB."""
    tracemalloc.start()
    compared(read(old), read(new))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most >> 20


def told(label: str, old: str, new: str, repeats: int, *, with_memory: bool) -> float:
    """Print a line; return the seconds of all three."""
    runs = []
    for _ in range(repeats):
        runs.append(measured(old, new))
        gc.collect()  # what the last run left is not this one's burden
    least = [min(column) for column in zip(*runs, strict=True)]
    memory = f"{peak(old, new):5}" if with_memory else "    -"
    print(f"{label[-58:]:58} " + "{:7.2f} {:7.2f} {:7.2f} {:7}".format(*least) + f" {memory}", end="", flush=True)
    return float(sum(least[:3]))


def main() -> None:
    gc.disable()
    words = sys.argv[1:]
    with_memory = "memory" in words
    repeats = next((int(word) for word in words if word.isdigit()), 1)
    print(f"{'contract':58} {'read s':>7} {'lint s':>7} {'diff s':>7} {'changes':>7} {'MiB':>5} {'each':>5}")
    smallest = 0.0
    for operations, schemas in ((125, 200), (250, 400), (500, 800), (1_000, 1_600)):
        before = large_api(operations, schemas)
        for name, after in (
            ("same", before),
            ("Money changed", one_changed(before)),
            ("1 % changed", some_changed(before)),
        ):
            label = f"{operations} operations, {schemas} schemas, {name}"
            spent = told(label, json.dumps(before), json.dumps(after), repeats, with_memory=with_memory)
            smallest = smallest or spent / operations
            print(f" {spent / operations / smallest:5.2f}")
    for old, new in PAIRS if CORPUS.is_dir() else ():
        texts = [(CORPUS / name).read_text(encoding="utf-8") for name in (old, new)]
        told(new, texts[0], texts[1], repeats, with_memory=with_memory)
        print()


if __name__ == "__main__":
    main()
