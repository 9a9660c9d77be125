"""
Reads the cases of rules: `<rule's file>/{pass,fail,undecided,unconcerned}/<why-it-is-there>.json`.
"""

from __future__ import annotations

import json
from pathlib import Path

from platform_constructs.errors import PackError, first_line
from platform_constructs.policy.proving.cases import VERDICTS, Case

__all__ = ["case_files"]


def case_files(folder: Path) -> tuple[Case, ...]:
    """
    Return every case below a folder, sorted.

    Raises:
        PackError: RULE-017, for a file that is no case: elsewhere than under a verdict, or no JSON object.
    """
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_dir():
            continue
        path = file.relative_to(folder)
        if len(path.parts) != 3 or path.parts[1] not in VERDICTS or path.suffix != ".json":
            raise _refusal(
                path, "it lies elsewhere", "a case lies in <rule>/pass, fail, undecided or unconcerned, and is JSON"
            )
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as cause:
            raise _refusal(path, first_line(cause), "a case cannot be read as JSON") from cause
        if not isinstance(said, dict):
            raise _refusal(path, type(said).__name__, "a case is a JSON object")
        found.append(Case(path.parts[0], path.parts[1], path.stem, said))
    return tuple(found)


def _refusal(path: Path, got: str, what: str) -> PackError:
    fix = "write the resource's attributes, or a document and its subject, into <rule>/fail/<why>.json"
    return PackError("RULE-017", what, at=path.as_posix(), got=got, fix=fix)
