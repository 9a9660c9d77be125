"""
Every check of checkov's own that looks at the sample is decided by the packs: it must pass, or is skipped for a reason.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from platform_constructs.adapters.checkov import find_checkov
from platform_constructs.adapters.checkov.output import Reading, read_output
from platform_constructs.adapters.checkov.run import run_checkov
from platform_constructs.adapters.checkov.view import scan_view
from platform_constructs.cli.world import lawbook
from platform_constructs.model.scan import Expectations
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.composing.law import Law
from tests.checkov.plain import ROOT, written


@pytest.fixture(scope="module", name="reading")
def _reading(sample: Path) -> Reading:
    """What checkov says when nobody has told it what is expected."""
    views = [scan_view(stack, document) for stack, document in written(sample).items()]
    output = run_checkov(find_checkov(root=ROOT), views, timeout_seconds=300)
    return read_output(output, views, dict.fromkeys((view.stack for view in views), Expectations({}, {})))


@pytest.fixture(scope="module", name="laws")
def _laws(sample: Path) -> dict[str, Law]:
    """The law of each stack, by the packs that its synth was judged with."""
    shelf, stacks = lawbook().shelf, json.loads((sample / "paved.json").read_text(encoding="utf-8"))["stacks"]
    labels = {stack: [label.split() for label in each["packs"]] for stack, each in stacks.items()}
    return {
        stack: compose(shelf.select({name: f"== {version}" for name, version in said}), today=date(2026, 11, 22))
        for stack, said in labels.items()
    }


def test_every_built_in_check_on_the_path_is_decided(reading: Reading, laws: dict[str, Law]):
    """Each check that gives a verdict on a resource of the sample is named, for that type, by a pack that binds it."""
    undecided: defaultdict[str, set[str]] = defaultdict(set)
    for verdict in reading.verdicts:
        said = laws[verdict.stack].checkov.get(verdict.check)
        type_ = verdict.address.rpartition(".")[0]
        if said is None or (said.types and not any(fnmatchcase(type_, each) for each in said.types)):
            undecided[f"{verdict.check} on {type_}"].add(verdict.stack)

    assert {} == {check: sorted(stacks) for check, stacks in sorted(undecided.items())}


def test_the_path_is_not_empty(reading: Reading, laws: dict[str, Law]):
    """The sample is looked at by dozens of checks on every stack, so that deciding all of them means something."""
    seen = {(verdict.stack, verdict.check) for verdict in reading.verdicts}

    assert laws.keys() == {stack for stack, _ in seen}
    assert len({check for _, check in seen}) >= 40
