"""
The types of the AWS provider, by the names of its bindings' folders. Nothing of them is imported.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from platform_constructs.errors import ToolError

__all__ = ["provider_types"]

_DISTRIBUTION: Final = "cdktf-cdktf-provider-aws"
_DATA: Final = "data_aws_"


@cache
def provider_types() -> frozenset[str]:
    """
    Return every resource type and data source, such as `aws_kms_key` and `data.aws_kms_key`.

    Raises:
        ToolError: TOOL-014, when the bindings are not installed.
    """
    try:
        bindings = Path(str(distribution(_DISTRIBUTION).locate_file(_DISTRIBUTION.replace("-", "_"))))
        names = [each.name for each in bindings.iterdir() if not each.name.startswith("_") and each.is_dir()]
    except (PackageNotFoundError, OSError) as cause:
        raise ToolError(
            "TOOL-014",
            "the bindings of the AWS provider are not installed",
            at="this Python",
            got=_DISTRIBUTION,
            fix="install what requirements/runtime.txt names",
        ) from cause
    return frozenset(map(_type, names))


def _type(folder: str) -> str:
    return f"data.aws_{folder.removeprefix(_DATA)}" if folder.startswith(_DATA) else f"aws_{folder}"
