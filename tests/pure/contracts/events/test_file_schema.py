"""
The JSON Schema of an event contract's file says what its reader takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from platform_constructs.contracts.document.source import parse
from platform_constructs.contracts.events.event import KEYS
from platform_constructs.contracts.events.file_schema import event_contract_schema
from platform_constructs.errors import ContractError
from tests.pure.contracts.events.reading import event_of, read_event
from tests.pure.contracts.events.test_any_event import VALUES
from tests.pure.contracts.events.test_read import REFUSED

ROOT = Path(__file__).parents[4]
SAMPLES = sorted((ROOT / "stacks" / "domains").glob("*/events/*.yaml"))
VALIDATOR = Draft202012Validator(event_contract_schema())
# said by the reader alone: what references lead to, keywords that move them, and how much there may be
BEYOND = {"CON-012", "CON-013", "CON-015", "CON-016", "CON-142", "CON-143", "CON-148"}
EXCEPTIONS = ["/schema/$schema", "/schema/x-part/type", "/sunset", "/description"]


def test_the_schema_is_one():
    """The file's schema is valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(event_contract_schema())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_events_of_the_sample_are_valid_by_it(file: Path):
    """Every event contract of the sample is what the documented schema says."""
    document = parse(file.read_text(encoding="utf-8"), file.name).value

    assert [] == [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(document)]


def test_there_are_events_over_the_domains_of_the_sample():
    """Ordering, delivery, quoting and suppliers each publish something."""
    assert {"delivery", "ordering", "quoting", "suppliers"} <= {file.parts[-3] for file in SAMPLES}


@pytest.mark.parametrize(
    "changes", [changes for code, changes, at in REFUSED if code not in BEYOND and at not in EXCEPTIONS], ids=repr
)
def test_what_the_reader_refuses_the_schema_refuses_too(changes: dict[str, Any]):
    """An editor that knows the schema shows the same mistakes."""
    assert not VALIDATOR.is_valid(event_of(**changes))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2))
def test_what_the_reader_takes_the_schema_takes(changes: dict[str, Any]):
    """No contract that is read is shown as wrong in an editor."""
    document = {**event_of(), **changes}
    try:
        read_event(document)
    except ContractError:
        return

    assert [] == [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(document)]
