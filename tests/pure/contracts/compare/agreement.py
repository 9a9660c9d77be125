"""
Hold the comparer against a validator, pair by pair: what the new schema refuses of the old one's values is told.

    python -m tests.pure.contracts.compare.agreement CASES [PROCESSES]
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from multiprocessing import get_context
from typing import Any

from jsonschema import Draft202012Validator

from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.compare.schema.oracle import Answer
from platform_constructs.contracts.compare.schema.plain import Mode, allows_all_of, compare_schemas
from platform_constructs.contracts.document.source import parse
from platform_constructs.errors import ContractError
from tests.pure.contracts.compare.generated import changed, document, instance, text_of

_BATCH = 250
_INSTANCES = 12


def disagreements(seed: int, counted: Counter[str] | None = None) -> list[str]:
    """Return what the comparer says otherwise than the validator about one pair."""
    dice = random.Random(seed)
    old = document(dice)
    new = changed(old, dice) if dice.random() < 0.9 else document(dice)
    counted = Counter() if counted is None else counted
    try:
        nodes = parse(text_of(old), "old.json"), parse(text_of(new), "new.json")
        found = [f"seed {seed}: {line}" for line in _about(old, new, *nodes, dice, counted)]
    except ContractError as refused:
        counted[refused.code] += 1
        return []
    return found


def _about(old: Any, new: Any, before: Any, after: Any, dice: random.Random, counted: Counter[str]) -> list[str]:
    wrong = []
    changes = compare_schemas(before, after, Mode.BACKWARD)
    mirrored = compare_schemas(after, before, Mode.FORWARD)
    worst = max((change.severity for change in changes), default=None)
    answer = allows_all_of(after, before)
    counted[answer.value] += 1
    counted[f"{answer.value} {worst.name if worst else 'nothing'}"] += 1
    if (worst is not None and worst > Severity.INFO) == (answer is Answer.YES):
        wrong.append(f"the answer is {answer.value}, and {changes} is told")
    harmful = any(change.severity > Severity.INFO for change in mirrored)
    if harmful == (answer is Answer.YES):
        wrong.append(f"the answer is {answer.value}, and {mirrored} is told the other way round")
    judges = Draft202012Validator(old), Draft202012Validator(new)
    values = [instance(old, old, dice) for _ in range(_INSTANCES)]
    for value in values:
        if judges[0].is_valid(value):
            counted["values that the old schema allows"] += 1
            if not judges[1].is_valid(value):
                counted["values that the new schema refuses"] += 1
                if answer is Answer.YES:
                    wrong.append(f"{value!r} is refused: {text_of(old)} {text_of(new)}")
    if any(compare_schemas(whole, whole, Mode.FULL) for whole in (before, after)):
        wrong.append("a schema differs from itself")
    return wrong


def _batch(start: int) -> tuple[list[str], Counter[str]]:
    counted: Counter[str] = Counter()
    return [one for seed in range(start, start + _BATCH) for one in disagreements(seed, counted)], counted


def main(cases: int, processes: int) -> int:
    """Compare so many pairs; return 1 if any is disagreed about."""
    started = time.monotonic()
    starts = range(0, cases, _BATCH)
    wrong = 0
    counted: Counter[str] = Counter()
    with get_context("spawn").Pool(processes) as pool:
        for found, counts in pool.imap(_batch, starts):
            wrong += len(found)
            counted += counts
            for line in found[: max(0, 20 - wrong + len(found))]:
                sys.stdout.write(f"{line}\n")
    for name, count in sorted(counted.items()):
        sys.stdout.write(f"{count:9,} {name}\n")
    took = time.monotonic() - started
    sys.stdout.write(f"{len(starts) * _BATCH} pairs, {wrong} disagreements, {took:.0f} s in {processes} processes\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2))
