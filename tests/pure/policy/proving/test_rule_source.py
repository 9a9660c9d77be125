"""
A rule's source is read before it is run.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.proving.rule_source import LIBRARY, compiled_rule

HONEST = """
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from platform_constructs.model.verdict import Failed, Passed
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Resource

answer = json.dumps(sorted({len(re.sub("a", "b", "c")), max(1, 2)}))
"""


def refusal(source: str) -> PackError:
    with pytest.raises(PackError) as caught:
        compiled_rule(source.encode(), "acme/rules/acme_x.py")
    return caught.value


def test_an_honest_rule_is_compiled_and_not_run():
    """Imports of the rule decorator, verdicts, view and the pure part of the library are what a rule needs."""
    code = compiled_rule(HONEST.encode(), "acme/rules/acme_x.py")

    assert "acme/rules/acme_x.py" == code.co_filename


def test_compiling_inherits_nothing_of_ours():
    """The rule's own future imports count, not those of the module that compiles it."""
    names: dict[str, object] = {}
    exec(compiled_rule(b"def f(x: 1 + 1): pass", "x.py"), names)  # noqa: S102 - our own text

    assert {"x": 2} == names["f"].__annotations__


@pytest.mark.parametrize("module", sorted(LIBRARY - {"__future__"}))
def test_the_pure_library_may_be_imported(module):
    """Each module of the list can be imported as a whole, and a name of it."""
    compiled_rule(f"import {module}\nfrom {module} import something".encode(), "x.py")


@pytest.mark.parametrize(
    ("source", "got"),
    [
        ("import os", "os"),
        ("import re, subprocess", "subprocess"),
        ("import os.path as re", "os.path"),
        ("import urllib.request", "urllib.request"),
        ("from os import environ", "os"),
        ("from datetime import datetime", "datetime"),
        ("from time import time", "time"),
        ("from random import choice", "random"),
        ("import socket", "socket"),
        ("from . import other", "."),
        ("from .other import rule", ".other"),
        ("from ..x import y", "..x"),
        ("from re import *", "re.*"),
        ("from enum import sys", "enum.sys"),
        ("from re import _compiler", "re._compiler"),
        ("from platform_constructs.policy.rule import re", "platform_constructs.policy.rule.re"),
        ("from platform_constructs.policy.rule import *", "platform_constructs.policy.rule.*"),
        ("from platform_constructs.policy.packs.pack import read_pack", "platform_constructs.policy.packs.pack"),
        ("import platform_constructs.policy.rule", "platform_constructs.policy.rule"),
        ("from policy_packs.rules.apigw_open_method import open_method", "policy_packs.rules.apigw_open_method"),
        ("from acme.rules.acme_y import y", "acme.rules.acme_y"),
        ("def f():\n    import os", "os"),
    ],
)
def test_what_a_rule_has_no_need_of_is_refused(source, got):
    """Clock, files, machine, network, other rules and their back doors: whatever is imported, wherever in the file."""
    assert ("RULE-012", got) == (refusal(source).code, refusal(source).got)


def test_a_back_door_is_refused_where_it_is():
    """The message leads to the line of the attribute."""
    assert "acme/rules/acme_x.py:2" == refusal("import re\nx = re.sys").at


def test_a_name_that_a_module_of_ours_only_imports_is_refused():
    """What `view` has from elsewhere is not what it offers, even though it is there."""
    assert (
        "platform_constructs.policy.view.dataclass"
        == refusal("from platform_constructs.policy.view import dataclass").got
    )


def test_a_submodule_may_be_named_from_its_package():
    """`from collections import abc` is the same as importing collections.abc."""
    compiled_rule(b"from collections import abc\nfrom urllib.parse import quote", "x.py")


@pytest.mark.parametrize(
    "name",
    [
        *("open", "exec", "eval", "compile", "input", "print", "help", "breakpoint", "globals", "locals", "vars"),
        *("exit", "quit", "SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException", "setattr", "delattr"),
        *("__import__", "__builtins__", "__loader__"),
    ],
)
def test_names_that_reach_the_machine_are_refused(name):
    """A built-in that opens, runs, asks or ends is refused also where it is only named."""
    assert ("RULE-013", name) == (refusal(f"x = [{name}]").code, refusal(f"x = [{name}]").got)


@pytest.mark.parametrize("name", ["__class__", "__subclasses__", "__globals__", "sys", "os", "builtins", "importlib"])
def test_attributes_of_pythons_inside_are_refused(name):
    """The usual ways from any object to the whole machine are closed."""
    assert ("RULE-013", name) == (refusal(f"import re\nx = re.{name}").code, refusal(f"import re\nx = re.{name}").got)


def test_an_ordinary_underscore_is_no_inside():
    """A private name of one's own is nobody's business."""
    compiled_rule(b"_x = 1\ny = _x\nclass A: _z = 1\nw = A._z", "x.py")


@pytest.mark.parametrize("module", ["pathlib", "shutil", "socket", "subprocess"])
def test_modules_lying_in_modules_are_refused(module):
    """A module that another one happens to hold is not reached through it."""
    assert "RULE-013" == refusal(f"import json\nx = json.{module}").code


@pytest.mark.parametrize(
    "source", ["def", "x = '", "\x00", "(" * 10_000, "x = " + "-" * 100_000 + "1", "# coding: no-such"]
)
def test_what_is_no_python_is_refused(source):
    """A file that cannot be compiled, for whatever reason, is refused with its line."""
    assert "RULE-014" == refusal(source).code


def test_the_refusals_say_where_and_what_to_do():
    """Each names file and line, the one thing, and the way out."""
    texts = [str(refusal(source)) for source in ("\nimport os", "\n\nopen", "\n\n\ndef")]

    assert [
        (
            "error[RULE-012] a rule imports what it has no need of\n"
            "  at   acme/rules/acme_x.py:2\n"
            "  got  os\n"
            "  fix  import only the rule decorator, the verdicts, the view and the pure part of the standard library\n"
            "  more `paved explain RULE-012`"
        ),
        (
            "error[RULE-013] a rule reaches out of its resource\n"
            "  at   acme/rules/acme_x.py:3\n"
            "  got  open\n"
            "  fix  answer from the resource and its view alone\n"
            "  more `paved explain RULE-013`"
        ),
        (
            "error[RULE-014] a rule file is not valid Python\n"
            "  at   acme/rules/acme_x.py:4\n"
            "  got  invalid syntax (acme_x.py, line 4)\n"
            "  fix  correct the syntax\n"
            "  more `paved explain RULE-014`"
        ),
    ] == texts
