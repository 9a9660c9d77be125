"""
A test says what it claims.
"""

from __future__ import annotations

import ast

from tests.house.plan import modules, named, tree


def test_every_test_states_its_claim():
    """Every test has a docstring: one paragraph that a domain lead would understand, with a full stop."""
    mute = [
        f"{named(file)}:{node.lineno} {node.name}"
        for file in modules("tests")
        if file.name.startswith("test_")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not (claim := ast.get_docstring(node)) or "\n\n" in claim or not claim.endswith((".", "?", "`"))
    ]

    assert [] == mute


def test_nothing_of_ours_is_patched():
    """Tests use fakes: none imports mock or patches an attribute of our packages by its dotted name."""
    patched = [
        f"{named(file)}:{node.lineno}"
        for file in modules("tests")
        for node in ast.walk(tree(file))
        if (isinstance(node, ast.ImportFrom) and node.module in {"unittest", "unittest.mock"})
        or (isinstance(node, ast.Import) and any(name.name.startswith("unittest.mock") for name in node.names))
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "setattr"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and str(node.args[0].value).startswith(("platform_constructs.", "policy_packs.", "stacks."))
        )
    ]

    assert [] == patched
