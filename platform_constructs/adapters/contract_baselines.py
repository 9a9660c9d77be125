"""
Reads and writes the baselines that lie beside contracts.
"""

from __future__ import annotations

from pathlib import Path

from platform_constructs.adapters.bounded_folder import MORE, BoundedFolder
from platform_constructs.contracts.lint.baseline import Baseline
from platform_constructs.errors import ContractError, first_line
from platform_constructs.flows.contracts.baseline_file import baseline_name, baseline_text, read_baseline

__all__ = ["baseline_beside", "write_baseline"]


def baseline_beside(contract: str, *, here: Path) -> Baseline | None:
    """
    Return the baseline beside a contract that is no part of a project; None when there is none.

    Args:
        contract: The contract's path.
        here: The folder that it is relative to.

    Raises:
        ContractError: CON-109, if it is there and cannot be read.
    """
    file = baseline_name(contract)
    path = here / file
    source = BoundedFolder(path.parent, file.removesuffix(path.name))
    if not source.has(path.name):
        return None
    return read_baseline(source.text(path.name, ContractError, "CON-109"), file)


def write_baseline(root: Path, baseline: Baseline) -> None:
    """
    Write a baseline, in one rename.

    Args:
        root: The folder that its path is relative to.
        baseline: What to write.

    Raises:
        ContractError: CON-109, if it cannot be written; what was there before is then still there.
    """
    file = root / baseline.file
    begun = file.with_name(f".{file.name}.new")
    try:
        begun.write_text(baseline_text(baseline), encoding="utf-8")
        begun.replace(file)
    except OSError as cause:
        what, got = "the baseline cannot be written", cause.strerror or first_line(cause)
        raise ContractError("CON-109", what, at=baseline.file, got=got, fix=MORE) from cause
