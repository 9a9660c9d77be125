"""
The rooms are those of the plan, and each of them fits in a head.
"""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.house.plan import (
    BEHIND_THE_GLASS,
    GLASS,
    PACKAGES,
    ROOT,
    floor_plan,
    modules,
    named,
    rooms,
    tree,
)

LONGEST_MODULE = 300
NO_ROOM_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def test_every_module_says_what_it_is_for():
    """Every module of the library, the roads and the packs opens with a docstring; a rule's stands in its function."""
    silent = [
        named(file)
        for file in modules(*PACKAGES)
        if not file.is_relative_to(ROOT / "policy_packs" / "rules") and not ast.get_docstring(tree(file))
    ]

    assert [] == silent


def test_no_module_has_two_ideas():
    """No module of ours is longer than 300 lines."""
    long = [
        f"{named(file)}: {lines} lines"
        for file in modules(*PACKAGES)
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    ]

    assert [] == long


def test_no_room_is_a_drawer_for_everything():
    """No file or folder is called utils, helpers, common, base or manager, or ends so."""
    drawers = [
        named(file)
        for file in modules(*PACKAGES, "tests")
        if any(
            part.removesuffix(".py").split("_")[-1] in NO_ROOM_NAMES or part.removesuffix(".py") in NO_ROOM_NAMES
            for part in file.relative_to(ROOT).parts
        )
    ]

    assert [] == drawers


def test_every_room_is_in_front_of_the_glass_or_behind_it():
    """The contract that keeps cdktf in its room names every room but aws and cli, so a new one cannot slip by."""
    contract = floor_plan()["importlinter:contract:glass"]
    in_front = {f"platform_constructs.{room}" for room in rooms() if room not in BEHIND_THE_GLASS}

    assert {*in_front, "policy_packs"} == set(contract["source_modules"].split())
    assert set(GLASS) == set(contract["forbidden_modules"].split())


def test_every_room_is_explained_to_contributors():
    """CONTRIBUTING.md has a line for every room that is built."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert [] == [room for room in rooms() if f"| `{room}`" not in text]


def test_the_rooms_in_front_of_the_glass_start_without_cdktf():
    """Importing every module outside the glass room, in a fresh interpreter, loads neither cdktf nor jsii."""
    elsewhere = tuple(ROOT / "platform_constructs" / room for room in (*BEHIND_THE_GLASS, "__main__.py"))
    names = [
        named(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file in modules("platform_constructs", "policy_packs")
        if not any(map(file.is_relative_to, elsewhere))
    ]
    script = (
        f"import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(sorted({set(GLASS)!r} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ("[]\n", "") == (done.stdout, done.stderr)


def test_the_pure_tests_start_without_cdktf():
    """Collecting tests/pure, in a fresh interpreter, loads neither cdktf nor jsii."""
    script = (
        f"import sys, pytest\n"
        f"sys.modules.update(dict.fromkeys({GLASS!r}))\n"
        f"sys.exit(pytest.main(['-q', '--collect-only', '-p', 'no:cacheprovider', '-p', 'no:xdist', 'tests/pure']))"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout[-2000:]


def test_every_construct_says_what_it_defines_and_never_leaves_out():
    """A construct's docstring begins with "Define" and has an "Always:" line."""
    mute = [
        f"{named(file)}: {node.name}"
        for file in modules("platform_constructs/aws", "stacks")
        for node in tree(file).body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Construct" for base in node.bases)
        and not ((text := ast.get_docstring(node) or "").startswith("Define ") and "Always:" in text)
    ]

    assert [] == mute
