"""
What is true of every test: where it runs, and who may be skipped.
"""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

ONE_PROCESS = ("checkov", "deploy", "requests", "tree")
"""Folders whose tests share something dear (a scan, a local AWS, a kernel): pytest-xdist gives each to one worker."""


@pytest.hookimpl(optionalhook=True)  # there is no such hook without pytest-xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """
    Keep folders together that share something.

    pytest-xdist's own way, groups named by marks, does nothing with pytest 9.2: it appends the group to a node's
    `_nodeid`, which pytest reads no more. Two deployments then run at once against one local AWS.
    """
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # noqa: PLC0415  # an optional tool

    class ByFolder(LoadScopeScheduling):
        """Gives each test to whoever is free, and all tests of a shared folder to one."""

        def _split_scope(self, nodeid: str) -> str:
            folder = nodeid.split("/")[1]
            return folder if folder in ONE_PROCESS else nodeid

    return ByFolder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Skip what needs terraform where there is none.

    CI has no such excuse: with CI=true a test that needs terraform runs, and fails without it.
    """
    excused = os.environ.get("CI") != "true" and shutil.which("terraform") is None
    excuse = pytest.mark.skip(reason="terraform is not on PATH (with CI=true this fails instead)")
    for item in items:
        if excused and item.get_closest_marker("deploy"):
            item.add_marker(excuse)
