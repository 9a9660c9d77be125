"""
Whole-process time of `paved packs impact` over an organisation of many domains, beside `paved synth` of the same.

Run it with `.venv/bin/python benchmarks/impact.py`. Everything is measured in one run on one machine: read the ratios.
Each domain has the contract of the sample's ordering domain under its own prefix. One draft moves a setting of every
API, so that every stack is built twice; one makes a rule block, so that every stack is built once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from synth import ROOT, Run, measure

LAW = """
[domains.{name}]
title = "Domain {number}"
owners = ["{name}-leads"]
contact = "{name}@meridian.example"
on_call = "pager: {name}"
classification = "confidential"
paths = [{{ host = "public", prefix = "/{name}" }}]
event_source = "meridian.{name}"
scope_prefix = "{name}"
packs = {{ baseline = "~= 1.0" }}
"""
DECLARATION = """
from platform_constructs import HttpBackend, PublicApi

api = PublicApi(domain="{name}", backend=HttpBackend(url="https://{name}.{{environment}}.internal.meridian.example"))
"""


def write_organisation(root: Path, domains: int) -> None:
    """Write the sample's platform with this many domains instead of its own."""
    registry = (ROOT / "platform.toml").read_text(encoding="utf-8")
    tables = re.split(r"(?m)^(?=\[)", registry)
    kept = [one for one in tables if not re.match(r"\[domains\.(?!platform\])|\[\[delegations", one)]
    contract = (ROOT / "stacks/domains/ordering/openapi.yaml").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "stacks/domains/platform", root / "stacks/domains/platform")
    for number in range(domains):
        name = f"domain-{number:04}"
        kept.append(LAW.format(name=name, number=number))
        folder = root / "stacks/domains" / name
        folder.mkdir(parents=True)
        (folder / "stack.py").write_text(DECLARATION.format(name=name), encoding="utf-8")
        (folder / "openapi.yaml").write_text(contract.replace("ordering/", f"{name}/"), encoding="utf-8")
    (root / "platform.toml").write_text("".join(kept), encoding="utf-8")


def write_drafts(folder: Path) -> None:
    """Write our packs with a draft of external-api that moves a setting, and one of baseline that raises a level."""
    shutil.copytree(ROOT / "policy_packs", folder / "policy_packs", ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in (
        ("external-api", r'(?m)^("throttle\.rate_per_second" += ).*', r"\1{ at_most = 50, default = 50 }"),
        ("baseline", r"(?m)^(LOG-003 += ).*", r'\1"block"'),
    ):
        pack = folder / "policy_packs" / name
        newest = max(pack.glob("[0-9]*.toml"), key=lambda file: [int(part) for part in file.stem.split(".")])
        text, found = re.subn(old, new, newest.read_text(encoding="utf-8"))
        if found != 1:
            raise SystemExit(f"{newest.name} has not one {old}")
        (pack / "next.toml").write_text(re.sub(r"(?m)^version = .*", 'version = "99.0.0"', text), encoding="utf-8")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each; medians are printed")
    parser.add_argument("--domains", type=int, default=200, help="domains of the organisation")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_organisation(folder / "project", asked.domains)
        write_drafts(folder)
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        paved = [sys.executable, "-P", "-m", "platform_constructs"]
        there = ["--root", str(folder / "project")]
        commands = {
            "paved synth": [*paved, "synth", *there, "--output", str(folder / "out")],
            "paved packs impact, a setting": [*paved, "packs", "impact", "external-api@NEXT", *there],
            "paved packs impact, a level": [*paved, "packs", "impact", "baseline@NEXT", *there],
        }
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(asked.runs):  # interleaved, so that a busy moment hits both
            for name, command in commands.items():
                runs[name].append(measure(command, environment))
    print(f"{asked.domains} domains{'':20}{'seconds':>10}{'MiB':>8}")
    medians = {name: Run(*map(statistics.median, zip(*found, strict=True))) for name, found in runs.items()}
    for name, run in medians.items():
        print(f"{name:31}{run.seconds:10.2f}{run.mebibytes:8.0f}")
    synth, setting, level = medians.values()
    print(
        f"\nof the time of one synth: {setting.seconds / synth.seconds:.2f} where every stack is built twice, "
        f"{level.seconds / synth.seconds:.2f} where it is built once"
    )


if __name__ == "__main__":
    main()
