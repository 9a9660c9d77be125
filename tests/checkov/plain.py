"""
A plain checkov, as somebody runs it who has an export of our rules and nothing else of ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from platform_constructs.adapters.checkov import find_checkov
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.weigh import weigh
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource, View

UNDECIDED = "cannot be decided before apply"
ROOT = Path(__file__).parents[2]
Verdicts = dict[tuple[str, str, str], str]
"""PASSED or FAILED, by stack, address and code."""


@dataclass(frozen=True)
class Scanned:
    """What a plain checkov ended with."""

    code: int
    log: str
    records: list[dict[str, Any]]
    parsing_errors: list[str]

    @property
    def verdicts(self) -> Verdicts:
        """Its verdicts on our rules. What could be read is no finding of the judge, so that is left out."""
        found: Verdicts = {}
        for record in self.records:
            key = (_stack(record), record["details"][0].split(" (")[0], _code(record))
            assert key not in found, f"{key} is said twice"
            found[key] = record["check_result"]["result"]
        return {key: result for key, result in found.items() if (key[2], result) != ("GATE-005", "PASSED")}

    def failed(self, stack: str) -> dict[str, list[str]]:
        """What failed in one stack: the details by code."""
        return {
            _code(record): record["details"]
            for record in self.records
            if _stack(record) == stack and record["check_result"]["result"] == "FAILED"
        }


def _stack(record: Mapping[str, Any]) -> str:
    return Path(record["file_path"]).parent.name


def _code(record: Mapping[str, Any]) -> str:
    return str(record["check_id"]).removeprefix("PAVED_").replace("_", "-")


def paved(*arguments: str, root: Path = ROOT, **environment: str) -> str:
    """Run the command as the platform team does, and return what it says."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "platform_constructs", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,  # a hang must not hold up CI
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def written(folder: Path) -> dict[str, Any]:
    """Return the stacks of an output folder by name."""
    files = sorted((folder / "stacks").glob("*/cdk.tf.json"))
    return {file.parent.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def write(folder: Path, documents: Mapping[str, Any]) -> Path:
    """Write stacks as cdktf does, and return the folder."""
    for name, document in documents.items():
        (folder / name).mkdir(parents=True)
        text = document if isinstance(document, str) else json.dumps(document, indent=2)
        (folder / name / "cdk.tf.json").write_text(text, encoding="utf-8")
    return folder


def scan(scanned: Path, checks: Path, *options: str) -> Scanned:
    """Run a plain checkov in a home and an environment of its own; keep what it says of our rules."""
    home = scanned.parent / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            *(str(find_checkov(root=ROOT)), "-d", str(scanned), "--framework", "terraform_json"),
            *("--external-checks-dir", str(checks), "--skip-download", "--compact", "-o", "json", *options),
        ],
        env={"PATH": os.defpath, "HOME": str(home), "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,  # a hang must not hold up CI
    )
    report = json.loads(done.stdout)
    results = report.get("results", {"passed_checks": [], "failed_checks": [], "parsing_errors": []})
    records = [
        record
        for kind in ("passed_checks", "failed_checks")
        for record in results[kind]
        if record["check_id"].startswith("PAVED_")
    ]
    return Scanned(done.returncode, done.stderr, records, results["parsing_errors"])


def weighed(documents: Mapping[str, Any], rules: Mapping[str, Rule], levels: Mapping[str, Level]) -> Verdicts:
    """
    What the judge says of the same documents: each block with its parts, in sight of the whole stack.

    A rule that cannot decide fails where it blocks and passes where it does not.
    """
    found: Verdicts = {}
    for stack, document in documents.items():
        view = View.of(stack, document)
        for address, block in _blocks(view.resources).items():
            types = {resource.type for resource in block}
            asked = {code: level for code, level in levels.items() if types & rules[code].concerns}
            law = Law((), date(2026, 11, 22), levels=asked)
            judgement = weigh(View(stack, block), law, rules, owner="ordering", at=Place("stack.py"))
            wrong = {
                one.what.split()[0] if one.code == "GATE-003" else one.code
                for one in judgement.findings
                if one.level is Level.BLOCK or UNDECIDED not in one.what
            }
            for code, count in judgement.counts.items():
                if count.evaluated:
                    found[stack, address, code] = "FAILED" if code in wrong else "PASSED"
        found |= {(stack, one.address.partition("#")[0], "GATE-005"): "FAILED" for one in view.unreadable}
    return found


def _blocks(resources: Iterable[Resource]) -> dict[str, list[Resource]]:
    blocks: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in resources:
        blocks[resource.address.partition("#")[0]].append(resource)
    return blocks
