"""
Baselines as files.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.contracts.lint.baseline import Baseline, Entry
from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.baseline_file import baseline_name, baseline_text, read_baseline

FILE = "orders/openapi.baseline.toml"
ENTRY = '{ rule = "API-901", at = "/paths", fingerprint = "00112233445566ff" }'
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["API-901", "API-902"]),
    st.text(st.sampled_from("/~1{}abcé\"\\'#=[\U0001d400]"), min_size=1, max_size=60),
    st.text("0123456789abcdef", min_size=16, max_size=16),
)


@given(st.frozensets(ENTRIES, max_size=5))
def test_what_is_written_is_read(entries):
    """Every baseline survives its file, whatever stands in the pointers."""
    baseline = Baseline(frozenset({"API-901", "API-902"}), tuple(sorted(entries)), FILE)

    assert baseline == read_baseline(baseline_text(baseline), FILE)


def test_it_stands_beside_its_contract():
    """The name of a contract's baseline is made from the contract's."""
    assert "orders/openapi.baseline.toml" == baseline_name("orders/openapi.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = [", "the file is not TOML that we read"),
        ("known = []\n", "rules is the list of codes that the baseline was made for"),
        ("rules = [1]\n", "rules is the list of codes that the baseline was made for"),
        ('rules = ["API-901"]\nother = 1\n', "nobody reads this key"),
        ('rules = ["API-901"]\nknown = 1\n', "what is known is a list of at most 20000 tables"),
        ('rules = ["API-901"]\nknown = [1]\n', "what is known is a list of at most 20000 tables"),
        (f'rules = ["API-902"]\nknown = [{ENTRY}]\n', "the baseline was not made for this rule"),
        ('rules = ["API-901"]\nknown = [{ rule = "API-901" }]\n',
         "at is a sentence of at most 2000 characters on one line"),
        (f'rules = ["API-901"]\nknown = [{ENTRY.replace("ff", "zz")}]\n',
         "a fingerprint is 16 digits and letters from a to f"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(text, said):
    """A baseline that was changed by hand into nonsense is a designed error, never an empty baseline."""
    with pytest.raises(ContractError) as caught:
        read_baseline(text, FILE)

    assert ("CON-109", said) == (caught.value.code, caught.value.what)
    assert caught.value.at.startswith(FILE)
