"""
CPU time to judge a large organisation's written Terraform, beside checkov over the same files in the same run.

Run it with `.venv/bin/python benchmarks/judge.py`. The stacks are the sample's own, written anew for as many domains as
it takes; the rules are the hundred that are asked most about them, so that time goes into questions that concern
something. Ours is one process on one core: parse the JSON, view it, ask. checkov's is its whole process with its own
checks, some seconds of it starting. It is CPU time, so a busy neighbour counts for little; still, read the ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from platform_constructs.adapters.checkov import find_checkov
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.weigh import Judgement, weigh
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View
from policy_packs import every_rule

ROOT = Path(__file__).parent.parent
RULES = 100
SIZES = (1_000, 10_000)
DOMAINS = ("ordering", "quoting", "delivery", "suppliers")


class Timed(NamedTuple):
    """One judgement of everything, in seconds."""

    parse: float
    view: float
    weigh: float

    @property
    def total(self) -> float:
        return sum(self)


def sample() -> list[str]:
    """The sample's public APIs with what else it writes, as text."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "platform_constructs", "synth", "--output", f"{folder}/out"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(done.stdout + done.stderr)
        return [file.read_text(encoding="utf-8") for file in sorted(Path(folder).glob("out/stacks/*/cdk.tf.json"))]


def organisation(stacks: list[str], wanted: int) -> tuple[list[str], int]:
    """Stacks of many domains, no two alike, until there are so many resources; and how many there are."""
    made: list[str] = []
    found = 0
    while found < wanted:
        text = stacks[len(made) % len(stacks)]
        for name in (*DOMAINS, "sandbox"):
            text = text.replace(name, f"{name[0]}{len(made):05}")
        made.append(text)
        found += resources(json.loads(text))
    return made, found


def resources(document: dict[str, Any]) -> int:
    return sum(len(names) for kind in ("resource", "data") for names in document.get(kind, {}).values())


def law_of(rules: dict[str, Rule]) -> Law:
    return Law((), date(2026, 11, 22), levels=dict.fromkeys(rules, Level.BLOCK))


def judged(view: View, rules: dict[str, Rule], law: Law) -> Judgement:
    return weigh(view, law, rules, owner="ordering", at=Place("stack.py"))


def busiest(stacks: list[str]) -> dict[str, Rule]:
    """The rules that are asked most often about the sample."""
    rules = dict(every_rule())
    asked = dict.fromkeys(rules, 0)
    for number, text in enumerate(stacks):
        view = View.of(str(number), json.loads(text))
        for code, rule in rules.items():
            asked[code] += sum(len(view.of_type(type)) for type in rule.concerns)
    chosen = sorted(sorted(rules), key=lambda code: -asked[code])[:RULES]
    return {code: rules[code] for code in sorted(chosen)}


def judge(texts: list[str], rules: dict[str, Rule]) -> tuple[Timed, int, int]:
    """Judge everything once: how long, how many things were looked at, how many pairs were answered."""
    law = law_of(rules)
    started = time.process_time()
    documents = [json.loads(text) for text in texts]
    parsed = time.process_time() - started
    view_seconds = ask_seconds = 0.0
    things = pairs = 0
    for number, document in enumerate(documents):  # stack by stack, as the gate does
        before = time.process_time()
        view = View.of(f"stack-{number:05}", document)
        viewed = time.process_time()
        judgement = judged(view, rules, law)
        ask_seconds += time.process_time() - viewed
        view_seconds += viewed - before
        things += len(view.resources)
        pairs += judgement.evaluated
    return Timed(parsed, view_seconds, ask_seconds), things, pairs


def checkov(texts: list[str]) -> float:
    """Scan the same files once with checkov's own checks, and return the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            stack = Path(folder) / "stacks" / f"stack-{number:05}"
            stack.mkdir(parents=True)
            (stack / "cdk.tf.json").write_text(text, encoding="utf-8")
        command = [str(find_checkov(root=ROOT)), "-d", f"{folder}/stacks", "--framework", "terraform_json"]
        command += ["--skip-download", "--compact", "--quiet", "-o", "json"]
        environment = {"PATH": os.defpath, "HOME": folder, "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or "failed_checks" not in done.stdout:
        raise SystemExit(f"checkov ended with {done.returncode}: {done.stderr[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of ours at each size; medians are printed")
    parser.add_argument("--checkov-runs", type=int, default=1, help="runs of checkov at each size; 0 leaves it out")
    asked = parser.parse_args()
    stacks = sample()
    rules = busiest(stacks)
    gc.disable()  # as the command does
    columns = {"stacks": 8, "judged": 8, "answers": 9, "parse": 8, "view": 7, "ask": 7, "total": 7, "us each": 9}
    print(f"{'resources':>10}" + "".join(f"{name:>{width}}" for name, width in {**columns, "checkov": 9}.items()))
    each: list[float] = []
    for size in SIZES:
        texts, found = organisation(stacks, size)
        ours: list[Timed] = []
        theirs: list[float] = []
        for run in range(max(asked.runs, asked.checkov_runs)):  # interleaved, so that a busy moment hits both
            if run < asked.runs:
                timed, things, pairs = judge(texts, rules)
                ours.append(timed)
                gc.collect()
            if run < asked.checkov_runs:
                theirs.append(checkov(texts))
        middle = Timed(*map(statistics.median, zip(*ours, strict=True)))
        each.append(middle.total / found)
        beside = f"{statistics.median(theirs):9.1f}" if theirs else f"{'-':>9}"
        print(
            f"{found:10}{len(texts):8}{things:8}{pairs:9}{middle.parse:8.2f}{middle.view:7.2f}{middle.weigh:7.2f}"
            f"{middle.total:7.2f}{each[-1] * 1e6:9.0f}{beside}"
        )
        if theirs:
            print(
                f"{'':10}{len(rules)} rules: {statistics.median(theirs) / middle.total:.0f} times faster than checkov"
            )
    print(f"\na resource costs {each[-1] / each[0]:.2f} times as much in {SIZES[-1]} as in {SIZES[0]}")


if __name__ == "__main__":
    main()
