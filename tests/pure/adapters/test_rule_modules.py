"""
Running a rule file from the bytes that were checked.
"""

from __future__ import annotations

import sys

import pytest

from platform_constructs.adapters.rule_modules import run_rule
from platform_constructs.errors import PackError
from platform_constructs.policy.proving.rule_source import compiled_rule

FILE = "acme-packs/rules/acme_x.py"


def run(source: str) -> dict[str, object]:
    return run_rule(compiled_rule(source.encode(), FILE), "acme-packs.acme_x", FILE)


def test_what_it_defines_comes_back():
    """A module of its own, which nobody can import afterwards; dataclasses work in it."""
    names = run(
        "from __future__ import annotations\nfrom dataclasses import dataclass\nimport re\n"
        "@dataclass\nclass A:\n    x: int\n    def y(self): ...\nmade = A(1).x\nmodule = A.y\n"
    )

    assert (1, "acme-packs.acme_x") == (names["made"], names["module"].__module__)
    assert "acme-packs.acme_x" not in sys.modules


def test_a_module_of_that_name_stays_what_it_was():
    """Running a rule file replaces no module that is there."""
    sys.modules["acme-packs.acme_x"] = sys
    try:
        run("x = 1")
        assert sys is sys.modules["acme-packs.acme_x"]
    finally:
        del sys.modules["acme-packs.acme_x"]


@pytest.mark.parametrize(
    ("source", "what", "got"),
    [
        ("1 / 0", "the rule file raised ZeroDivisionError", "division by zero"),
        ("raise Exception('a\\nb')", "the rule file raised Exception", "a"),
        ("def f(): f()\nf()", "the rule file raised RecursionError", "maximum recursion depth exceeded"),
        ("import nothing_of_this_name" * 0 + "x", "the rule file raised NameError", "name 'x' is not defined"),
    ],
)
def test_a_rule_file_that_raises_is_named(source, what, got):
    """Whatever it raises is its author's fault and says so; nothing is judged without its rule."""
    with pytest.raises(PackError) as caught:
        run(source)

    assert ("RULE-015", what, FILE) == (caught.value.code, caught.value.what, caught.value.at)
    assert str(caught.value.got).startswith(got)


def test_a_rule_file_that_ends_the_process_is_named():
    """Leaving with code 0 in the middle would look like a pass."""
    with pytest.raises(PackError) as caught:
        run_rule(compile("raise SystemExit(0)", FILE, "exec"), "x", FILE)

    assert ("RULE-015", "the rule file raised SystemExit") == (caught.value.code, caught.value.what)


def test_a_malformed_rule_keeps_its_own_error():
    """What our own decorator refuses is told as it is."""
    with pytest.raises(PackError) as caught:
        run("from platform_constructs.policy.rule import rule\n@rule('x', 'y', concerns={'aws_x'})\ndef y(r): ...")

    assert "RULE-001" == caught.value.code


def test_what_it_prints_is_not_our_answer(capsys):
    """Standard output is for results, whoever writes to it."""
    run_rule(compile("print('x')", FILE, "exec"), "x", FILE)

    assert ("", "x\n") == capsys.readouterr()
