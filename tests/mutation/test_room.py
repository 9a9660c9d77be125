"""
A room's mutants are noticed by its suite: a small shop with a till stands for the policy room.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.mutation.forks import in_a_fork, in_forks
from tests.mutation.mutants import mutants_of
from tests.mutation.room import Room

TILL = """\
LIMIT = 3
SPARE = 7


class Till:
    def __init__(self, coins):
        self.coins = coins

    @property
    def is_full(self):
        return self.coins >= LIMIT

    def wait(self):
        while self.coins < 0:
            pass


def forgotten(coins):
    return coins + 1
"""
TESTS = """\
from corner_shop.till import Till


def test_a_till_is_full_at_its_limit():
    assert Till(3).is_full
    assert not Till(2).is_full


def test_a_till_waits_for_its_debts():
    assert Till(0).wait() is None
"""


def outcomes(shop: Path) -> dict[str, bool]:
    """What becomes of each mutant of the till, in a process of its own: it changes the folder and what is imported."""
    os.chdir(shop)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path.insert(0, str(shop))
    room = Room("corner_shop", ("shop_tests",))
    mutants = mutants_of(TILL, "corner_shop/till.py")
    return {f"{each.line} {each.after}": noticed for each, noticed in room.tried(mutants, room.seen(shop), jobs=2)}


def test_what_a_test_runs_is_noticed_and_what_none_runs_survives(tmp_path: Path):
    """Faults in a property, a constant and a loop are noticed, those in a spare constant and an unused function not."""
    for file, text in {
        "corner_shop/till.py": TILL,
        "shop_tests/test_till.py": TESTS,
        "pytest.ini": "[pytest]\n",
    }.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")

    found = in_a_fork(lambda: outcomes(tmp_path))

    assert {
        "1 LIMIT = None": True,
        "1 LIMIT = 4": True,
        "2 SPARE = None": False,
        "2 SPARE = 8": False,
        "7 self.coins = None": True,
        "11 return self.coins > LIMIT": True,
        "14 while self.coins <= 0:": True,
        "14 while self.coins < 1:": True,
        "19 return coins - 1": False,
        "19 return coins + 2": False,
    } == found


def test_our_own_failure_is_no_notice():
    """When trying a mutant breaks down, the score stops instead of counting it as noticed."""
    with pytest.raises(RuntimeError, match="a mutant could not be tried"):
        list(in_forks([0], lambda divisor: bool(1 / divisor), jobs=1, seconds=lambda _: 9))
