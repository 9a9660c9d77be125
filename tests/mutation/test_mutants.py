"""
Which faults are made, and which are not.
"""

from __future__ import annotations

import pytest

from tests.mutation.mutants import mutants_of


def faults(source: str) -> list[str]:
    return [f"{mutant.before} -> {mutant.after or '(gone)'}" for mutant in mutants_of(source, "x.py")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return a < 1", ["return a <= 1", "return a < 2"]),
        ("return not a", ["return a"]),
        (
            "return x and not (a or b)",
            ["return x or not (a or b)", "return x and (a or b)", "return x and not (a and b)"],
        ),
        ("return any(a)", ["return any(None)", "return all(a)"]),
        ("return f(a, b=1)", ["return f(None, b=1)", "return f(a, )", "return f(a, b=2)"]),
        ("return isinstance(a, A | B)", ["return isinstance(a, A)", "return isinstance(a, B)"]),
        ("return 'a'", ["return 'XXaXX'"]),
        ("x = 1", ["x = None", "x = 2"]),
    ],
    ids=["compares", "denies", "parenthesises", "quantifies", "calls", "asks-for-a-type", "text", "assigns"],
)
def test_a_predicate_is_turned_in_each_way(line: str, expected: list[str]):
    """Each operator, operand and alternative of a predicate is one fault, and nothing else around it changes."""
    found = faults(f"def f(a, b, x):\n    {line}\n")

    assert sorted(f"{line} -> {each}" for each in expected) == sorted(found)


def test_the_cases_of_a_match_are_forgotten_one_by_one():
    """A case, an alternative of its pattern and its guard can each be forgotten; a guard can be turned round."""
    source = "def f(a):\n match a:\n  case A() | B() if g:\n   return 1\n  case _:\n   return 2\n"

    assert [
        "case A() | B() if g: return 1 -> (gone)",
        "case _: return 2 -> (gone)",
        "case A() | B() if g: -> case A() | B() :",
        "case A() | B() if g: -> case A() | B() if not (g):",
        "case A() | B() if g: -> case B() if g:",
        "case A() | B() if g: -> case A() if g:",
        "return 1 -> return 2",
        "return 2 -> return 3",
    ] == faults(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Says what it is."""',
        '__all__ = ["a"]',
        "def f(a: int | None) -> str: ...",
        "@dataclass(frozen=True)\nclass A:\n    a: int",
        'def f():\n    return "a text for people"',
        "if TYPE_CHECKING:\n    import a",
        'def f():\n    return Failed(because="x", fix=f"{y + 1}", got=str(z))',
        '@rule("A-001", "open", severity="low")\ndef f(): ...',
    ],
    ids=["docstring", "exports", "annotations", "decorators", "prose", "typing", "words-of-a-verdict", "about-a-rule"],
)
def test_what_carries_no_behaviour_is_spared(source: str):
    """Docstrings, exports, annotations, decorators, prose and the words of a verdict are left as they are."""
    assert [] == faults(source)
