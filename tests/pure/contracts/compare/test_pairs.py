"""
Karapace's pairs of readers and writers: read in place, skipped where the shared corpus is not there.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.compare.schema.oracle import Answer
from platform_constructs.contracts.compare.schema.plain import Mode, allows_all_of, compare_schemas
from tests.pure.contracts.compare.reading import node_of
from tests.pure.contracts.reading import ROOT

CORPUS = ROOT.parent / "shared" / "corpus" / "json-schema-compatibility" / "karapace.json"
pytestmark = pytest.mark.skipif(not CORPUS.is_file(), reason="the shared corpus is not beside this clone")

PAIRS: list[dict[str, Any]] = json.loads(CORPUS.read_text(encoding="utf-8")) if CORPUS.is_file() else []
# docs/explanation/which-schemas-are-compatible.md says why we call these compatible.
NOTHING_TO_READ = {49, 120, 121, 122}
READER_TAKES_EVERYTHING = set(range(75, 106))


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_a_reader_can_read_what_the_pair_says(number: int):
    """The reader is proven to read all that the writer writes where Karapace says so, named exceptions aside."""
    pair = PAIRS[number]
    reader, writer = node_of(pair["reader"], "reader.json"), node_of(pair["writer"], "writer.json")
    expected = pair["reader_can_read_writer"] or number in NOTHING_TO_READ | READER_TAKES_EVERYTHING

    changes = compare_schemas(writer, reader, Mode.BACKWARD)

    assert expected == (allows_all_of(reader, writer) is Answer.YES)
    assert expected == all(change.severity is Severity.INFO for change in changes)


def test_the_exceptions_are_what_the_reference_says():
    """Karapace refuses each exception: a writer that writes nothing, or a reader that takes everything."""
    nothing = (False, {"not": {}}, {"not": True})

    assert all(not PAIRS[number]["reader_can_read_writer"] for number in NOTHING_TO_READ | READER_TAKES_EVERYTHING)
    assert all(PAIRS[number]["writer"] in nothing for number in NOTHING_TO_READ)
    assert all(PAIRS[number]["reader"] is True for number in READER_TAKES_EVERYTHING)
