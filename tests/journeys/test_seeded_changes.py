"""
Insecure changes as people make them: through the escape hatch, the contract or the declaration.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDED = tomllib.loads((Path(__file__).parent / "seeded.toml").read_text(encoding="utf-8"))
HATCH = """
import json

from platform_constructs import HttpBackend, PublicApi


def change(stack):
    {change}


backend = HttpBackend(url="https://ordering.{{environment}}.internal.meridian.example")
api = PublicApi(domain="ordering", backend=backend, escape_hatch=change)
"""
FILES = {"contract": "ordering/openapi.yaml", "declaration": "ordering/stack.py"}


@pytest.mark.parametrize("name", sorted(SEEDED))
def test_an_insecure_change_is_caught(sample, name):
    """The change is refused, nothing is written, and the code that the table names is among those that block."""
    seed = SEEDED[name]
    shutil.copy(ROOT / "platform.toml", sample.root)  # under the packs that bind the sample today
    if seed["way"] == "hatch":
        sample.write("ordering/stack.py", HATCH.format(change=seed["change"]))
    else:
        sample.replace(FILES[seed["way"]], seed["old"], seed["new"])
    ended = sample.paved("synth", "ordering", "--format", "json")
    said = ended.json
    caught = {one["code"] for one in said["findings"] if one["blocks"]} if ended.code == 1 else {said["error"]["code"]}

    assert ended.code in (1, 2), ended
    assert seed["caught_by"] in caught
    assert not (sample.root / "cdktf.out").exists()


def test_the_table_holds_every_way():
    """At least twenty changes, by every way that a domain team has."""
    assert len(SEEDED) >= 20
    assert {"contract", "declaration", "hatch"} == {seed["way"] for seed in SEEDED.values()}
