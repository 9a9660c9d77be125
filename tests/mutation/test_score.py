"""
What is said about mutants.
"""

from __future__ import annotations

from tests.mutation.mutants import Mutant
from tests.mutation.score import Score, page, report


def scored() -> Score:
    score = Score("rules")
    for line in range(1, 7):
        score.add(Mutant("b.py", line, "a == 'x'", f"a == 'XX{line}XX'", "", "", (1, 1)), noticed=line % 3 > 0)
    score.add(Mutant("a.py", 1, "a", "", "", "", (1, 1)), noticed=True)
    return score


def test_survivors_come_by_place_before_the_scores():
    """The report lists what survived by file and line, each file's score, rounded down, and the total."""
    assert (
        "b.py:3  a == 'x' -> a == 'XX3XX'\n"
        "b.py:6  a == 'x' -> a == 'XX6XX'\n"
        "\n"
        " 100.0 %     1  a.py\n"
        "  66.6 %     6  b.py\n"
        "\n"
        "rules: 71.4 % of 7 mutants noticed, 2 survived"
    ) == report(scored())


def test_the_page_says_the_same_as_markdown():
    """The page has the total, a table of files and the survivors, with changed texts between tildes."""
    assert (
        "## Rules\n\nrules: 71.4 % of 7 mutants noticed, 2 survived.\n\n"
        "| file | mutants | noticed |\n|---|--:|--:|\n| `a.py` | 1 | 100.0 % |\n| `b.py` | 6 | 66.6 % |\n\n"
        "Survivors:\n\n```text\nb.py:3  a == 'x' -> a == '~~3~~'\nb.py:6  a == 'x' -> a == '~~6~~'\n```\n"
    ) == page([scored()]).partition("## ")[1] + page([scored()]).partition("## ")[2]


def test_nothing_tried_is_nothing_proved():
    """Without a single mutant the score is 0, not 100."""
    assert 0.0 == Score("rules").total
