"""
Broken contracts by the hundred; `make fuzz` throws as many as one likes.
"""

from __future__ import annotations

import pytest

from tests.pure.contracts import onslaught


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_every_broken_contract_gets_a_designed_answer(start: int):
    """Nothing that reads a contract ends in anything but an answer, a finding or a designed error."""
    assert [] == [said for number in range(start, start + 100) for said in onslaught.undesigned(onslaught.case(number))]


def test_a_case_is_the_same_every_time():
    """What somebody else found is found again by its number."""
    assert [onslaught.case(number) for number in range(20)] == [onslaught.case(number) for number in range(20)]


def test_most_cases_are_not_what_they_were_made_from():
    """The onslaught breaks contracts: at most a tenth of the texts are left as they were."""
    cases = [onslaught.case(number) for number in range(100)]

    assert 90 <= sum(one.text != one.before for one in cases)
    assert 5 <= len({one.seed for one in cases})
