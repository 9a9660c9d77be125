"""
Find checkov: it lives in an environment of its own.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from platform_constructs.errors import ToolError

__all__ = ["VARIABLE", "find_checkov"]

VARIABLE = "PAVED_CHECKOV"
_BESIDE = Path(".venv-checkov") / "bin" / "checkov"
_FIX = "run `make checkov`, or `python3 -m venv .venv-checkov && .venv-checkov/bin/pip install checkov==3.3.30`"


def find_checkov(
    program: str | Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    root: Path | None = None,
    prefix: Path | None = None,
) -> Path:
    """
    Return the absolute path of the checkov to run. Its version is checked when it runs.

    Args:
        program: The caller's choice; then PAVED_CHECKOV counts. Where either is said, nothing else is tried.
        environment: Environment variables; the process's own by default.
        root: The project's folder, whose `.venv-checkov` is looked at; the current folder by default.
        prefix: The environment paved runs in, beside which is looked next; the running one by default.

    Raises:
        ToolError: TOOL-001, when there is none, or the one that was named cannot be run.
    """
    variables = os.environ if environment is None else environment
    for said, by in ((program, "the checkov argument"), (variables.get(VARIABLE), VARIABLE)):
        if said:
            named = _runnable(Path(said))
            if named is None:
                raise ToolError("TOOL-001", "there is no checkov program at the named path", at=by, got=said, fix=_FIX)
            return named
    folders = (root or Path.cwd(), (prefix or Path(sys.prefix)).parent)
    for candidate in (*(folder / _BESIDE for folder in folders), shutil.which("checkov", path=variables.get("PATH"))):
        if candidate and (found := _runnable(Path(candidate))):
            return found
    raise ToolError(
        "TOOL-001",
        "checkov was not found, so nothing can be scanned",
        at="PATH",
        got="neither .venv-checkov/bin/checkov nor checkov on PATH",
        fix=_FIX,
    )


def _runnable(path: Path) -> Path | None:
    # absolute but not resolved: a virtual environment's program is known by where it stands
    return path.absolute() if path.is_file() and os.access(path, os.X_OK) else None
