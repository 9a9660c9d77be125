"""
What is true of every function of ours: a folder that Lambda can run as it stands.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FOLDERS = sorted(
    file.parent
    for file in (Path(__file__).resolve().parents[2] / "platform_constructs" / "functions").glob("*/handler.py")
)
ENTRIES = {"add_partner_claims": "add_claims", "rotate_client_secret": "rotate"}
LENT = {"boto3", "botocore"}  # what Lambda's Python has beside the standard library


def test_every_function_is_listed_here():
    """Each folder has a handler, and an entry that this file knows."""
    assert sorted(ENTRIES) == [folder.name for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_function_imports_what_lambda_has(folder):
    """No file of a function imports anything but the standard library and boto3."""
    imported = {
        name.partition(".")[0]
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 11)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or "."])
    }

    assert set() == imported - sys.stdlib_module_names - LENT


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_function_starts_in_its_own_folder(folder):
    """Loaded as Lambda does, from the folder and by the name `handler`, the entry is there, and asks AWS nothing."""
    script = (
        f"import handler, sys; print(callable(handler.{ENTRIES[folder.name]}), 'platform_constructs' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=folder,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("True False\n", "") == (done.stdout, done.stderr)
