"""
The front door stays small, and opening it starts nothing.
"""

from __future__ import annotations

import ast
import subprocess
import sys

import platform_constructs
from platform_constructs.flows.read_project import _NOT_BUILT
from platform_constructs.model import declaration
from tests.house.plan import GLASS, ROOT, modules, named, tree


def test_the_front_door_is_small_and_sorted():
    """At most 20 names, in alphabetical order, all of them there."""
    names = platform_constructs.__all__

    assert sorted(set(names)) == names
    assert len(names) <= 20
    assert [] == [name for name in names if not hasattr(platform_constructs, name)]


def test_opening_the_front_door_loads_no_cdktf():
    """A declaration can be read without Node, cdktf or pydantic being loaded."""
    heavy = {*GLASS, "pydantic"}
    script = f"import sys, platform_constructs\nprint(sorted({heavy!r} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


def _kinds(kind: type[declaration.Declaration]) -> list[type[declaration.Declaration]]:
    return [one for each in kind.__subclasses__() for one in (each, *_kinds(each))]


def test_every_paved_road_can_be_declared_from_the_front_door():
    """Each kind of declaration that something builds is offered at the front door, under a road name of its own."""
    roads = {cls.__name__: cls.road for cls in _kinds(declaration.Declaration) if cls.road}
    not_built = {cls.__name__ for cls in _kinds(declaration.Declaration) if cls.road and issubclass(cls, _NOT_BUILT)}

    assert set(roads) - not_built <= set(platform_constructs.__all__)
    assert set() == not_built & set(platform_constructs.__all__)
    assert sorted(set(roads.values())) == sorted(roads.values())


def test_every_module_lists_what_it_offers():
    """A module of the library with public names has an `__all__`."""
    closed = [
        named(file)
        for file in modules("platform_constructs")
        if file.name not in {"__init__.py", "__main__.py"}
        and any(
            isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            for node in tree(file).body
        )
        and not any(
            isinstance(node, ast.Assign)
            and any(isinstance(name, ast.Name) and name.id == "__all__" for name in node.targets)
            for node in tree(file).body
        )
    ]

    assert [] == closed
