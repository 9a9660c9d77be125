"""
What is true of every test: where it runs, and who may be skipped.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ONE_PROCESS = ("deploy", "tree")
"""Folders whose tests share something dear, a local AWS or a Node kernel: pytest-xdist gives each to one worker."""


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in a hook of the same name
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Keep folders together that share something, and skip what needs terraform where there is none.

    CI has no such excuse: with CI=true a test that needs terraform runs, and fails without it.
    """
    excused = os.environ.get("CI") != "true" and shutil.which("terraform") is None
    excuse = pytest.mark.skip(reason="terraform is not on PATH (with CI=true this fails instead)")
    for item in items:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in ONE_PROCESS and config.pluginmanager.hasplugin("xdist"):
            item.add_marker(pytest.mark.xdist_group(folder))
        if excused and item.get_closest_marker("deploy"):
            item.add_marker(excuse)
