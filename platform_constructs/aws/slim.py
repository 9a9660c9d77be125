"""
Cut a jsii package down to the submodules in use.

The provider bindings hold 2,212 submodules, none of which refers to another. A package with only
the wanted ones is a valid jsii package of about 1 % of the size, and Node reads nothing else.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["LayoutError", "write_slim_package"]

_EXPORT: Final = re.compile(r'^exports\.(\w+) = require\("\./([^"/]+)"\);$', re.MULTILINE)
_SOURCE_MAP: Final = re.compile(rb"\n//# sourceMappingURL=[^\n]*\s*$")  # 90 % of each file
_PROSE: Final = frozenset({"docs", "locationInModule", "sourceLine"})  # the kernel never reads these
_LAZY_EXPORT: Final = (
    'Object.defineProperty(exports,"{name}",{{enumerable:true,configurable:true,get(){{'
    'const v=require("./{folder}");Object.defineProperty(exports,"{name}",{{value:v,enumerable:true}});return v}}}});'
)
_JSII_EPOCH: Final = 499_162_500  # the fixed time that npm stamps on packed files


class LayoutError(Exception):
    """The package is not laid out as this module knows it."""


def write_slim_package(source: Path, target: Path, submodules: Collection[str]) -> None:
    """
    Write a copy of a jsii package that holds only some submodules.

    Args:
        source: The package's `.jsii.tgz` as installed.
        target: Where the small one goes. Equal inputs give equal bytes.
        submodules: Python names, such as `api_gateway_stage`.

    Raises:
        LayoutError: if the package is not laid out as expected, or lacks a submodule.
        OSError, tarfile.TarError: if it cannot be read or written.
    """
    wanted = frozenset(submodules)
    files = _read(source, wanted)
    try:
        assembly = json.loads(files.pop("package/.jsii"))
        index = files.pop("package/lib/index.js").decode()
        types, modules = assembly["types"], assembly.get("submodules", {})
    except (KeyError, ValueError) as cause:
        raise LayoutError(f"unexpected content: {cause}") from cause
    exports = [(name, folder) for name, folder in _EXPORT.findall(index) if _python_name(folder) in wanted]
    if missing := wanted - {_python_name(folder) for _, folder in exports}:
        raise LayoutError(f"no submodule {min(missing)}")
    names = {name for name, _ in exports}
    assembly["types"] = {fqn: _without_prose(of) for fqn, of in types.items() if fqn.split(".")[1] in names}
    assembly["submodules"] = {fqn: of for fqn, of in modules.items() if fqn.split(".")[1] in names}
    assembly.pop("readme", None)
    lazy = "\n".join(_LAZY_EXPORT.format(name=name, folder=folder) for name, folder in exports)
    files["package/.jsii"] = json.dumps(assembly, separators=(",", ":")).encode()
    files["package/lib/index.js"] = (
        f'"use strict";\nObject.defineProperty(exports,"__esModule",{{value:true}});\n{lazy}\n'.encode()
    )
    _write(target, files)


def _python_name(folder: str) -> str:
    return folder.replace("-", "_")


def _read(source: Path, wanted: frozenset[str]) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    with tarfile.open(source, "r|gz") as package:
        for member in package:
            if not member.isfile() or (stream := package.extractfile(member)) is None:
                continue
            parts = member.name.split("/")
            if member.name in {"package/.jsii", "package/package.json", "package/lib/index.js"}:
                kept[member.name] = stream.read()
            elif parts[:2] == ["package", "lib"] and member.name.endswith(".js") and _python_name(parts[2]) in wanted:
                kept[member.name] = _SOURCE_MAP.sub(b"\n", stream.read())
    if "package/package.json" not in kept:
        raise LayoutError("no package.json")
    return kept


def _without_prose(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_prose(value) for key, value in node.items() if key not in _PROSE}
    if isinstance(node, list):
        return [_without_prose(item) for item in node]
    return node


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    with (
        target.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as package,
    ):
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), _JSII_EPOCH
            package.addfile(member, io.BytesIO(content))
