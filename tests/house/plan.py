"""
What the house tests look at: the files of this project, and their syntax trees.
"""

from __future__ import annotations

import ast
import configparser
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("platform_constructs", "policy_packs", "stacks")
GLASS = ("cdktf", "cdktf_cdktf_provider_aws", "constructs", "jsii")
BEHIND_THE_GLASS = ("aws", "cli")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is in git or would be with `git add --all`, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(sorted({path for name in listed.split("\0") if name and (path := ROOT / name).is_file()}))


def modules(*folders: str) -> list[Path]:
    """The Python files of these folders, sorted."""
    under = tuple(ROOT / folder for folder in folders)
    return [file for file in project_files() if file.suffix == ".py" and any(map(file.is_relative_to, under))]


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=named(file))


@cache
def rooms() -> tuple[str, ...]:
    """The rooms of the library that are built, sorted."""
    library = ROOT / "platform_constructs"
    inside = {file.relative_to(library).parts[0] for file in modules("platform_constructs")}
    return tuple(sorted(part.removesuffix(".py") for part in inside if part not in {"__init__.py", "__main__.py"}))


@cache
def floor_plan() -> configparser.ConfigParser:
    """The import contracts."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def named(file: Path) -> str:
    """A file's name as people write it: from the project's root."""
    return file.relative_to(ROOT).as_posix()
