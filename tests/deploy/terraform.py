"""
Real terraform with the real AWS provider: where they are, and how one folder is run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = [
    "MIRROR_VARIABLE",
    "Change",
    "Terraform",
    "TerraformFailedError",
    "ToolMissingError",
    "find_mirror",
    "find_terraform",
    "implied_mirrors",
]

MIRROR_VARIABLE: Final = "PAVED_TERRAFORM_MIRROR"
PROVIDER: Final = Path("registry.terraform.io", "hashicorp", "aws")
PLAN: Final = "plan.bin"
LONGEST_RUN: Final = 600  # seconds for one command
LONGEST_EXCERPT: Final = 160  # characters of a value shown in a message


class ToolMissingError(Exception):
    """Terraform, or the provider's mirror, is not on this machine."""


class TerraformFailedError(Exception):
    """A terraform command ended otherwise than it should have. The text holds all it said."""


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that a plan would do.

    Attributes:
        address: Terraform's address, or `output.<name>`.
        actions: Such as `("create",)` or `("create", "delete")`.
        differences: Attribute -> (now, planned): JSON text around the first difference, or `(known after apply)`.
    """

    address: str
    actions: tuple[str, ...]
    differences: Mapping[str, tuple[str, str]]

    def __str__(self) -> str:
        lines = [f"{'+'.join(self.actions)} {self.address}"]
        lines += [f"    {name}: {old} -> {new}" for name, (old, new) in self.differences.items()]
        return "\n".join(lines)


def implied_mirrors(environment: Mapping[str, str]) -> Iterator[Path]:
    """Return Terraform's own implied mirror folders, then the usual places of third-party software."""
    home = Path(environment.get("HOME") or Path.home())
    yield home / ".terraform.d" / "plugins"
    if sys.platform == "darwin":
        yield home / "Library" / "Application Support" / "io.terraform" / "plugins"
        yield Path("/Library/Application Support/io.terraform/plugins")
    data_home = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    yield data_home / "terraform" / "plugins"
    for folder in (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
        yield Path(folder, "terraform", "plugins")
    third_party = Path("/opt")
    if third_party.is_dir():
        yield from sorted(third_party.iterdir())


def find_mirror(environment: Mapping[str, str], candidates: Iterable[Path] | None = None) -> Path:
    """
    Return the folder to give to Terraform as its filesystem mirror.

    Raises:
        ToolMissingError: when no candidate holds the AWS provider, or the one that was named does not.
    """
    named = environment.get(MIRROR_VARIABLE)
    if named:
        if (Path(named) / PROVIDER).is_dir():
            return Path(named).resolve()
        raise ToolMissingError(f"{MIRROR_VARIABLE} names {named}, which holds no {PROVIDER}")
    for folder in implied_mirrors(environment) if candidates is None else candidates:
        if (folder / PROVIDER).is_dir():
            return folder.resolve()
    raise ToolMissingError(f"no folder with {PROVIDER}: set {MIRROR_VARIABLE} to a Terraform provider mirror")


def find_terraform() -> Path:
    """
    Return the terraform program.

    Raises:
        ToolMissingError: when there is none.
    """
    found = shutil.which("terraform")
    if found is None:
        raise ToolMissingError("terraform is not on PATH")
    return Path(found)


class Terraform:
    """
    Terraform with a configuration of its own: providers come from the mirror only, AWS is the endpoint given.

    Args:
        executable: The terraform program.
        home: A folder for the configuration; nothing is written elsewhere.
        mirror: A provider mirror.
        endpoint: URL of the local AWS.
    """

    def __init__(self, executable: Path, home: Path, mirror: Path, endpoint: str) -> None:
        configuration = home / "terraform.rc"
        configuration.write_text(
            f"provider_installation {{\n  filesystem_mirror {{\n    path = {json.dumps(str(mirror))}\n  }}\n}}\n",
            encoding="utf-8",
        )
        self._executable = executable
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_"))}
        self._environment = kept | {
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": endpoint,
            "CHECKPOINT_DISABLE": "1",
            "GOGC": "400",  # the provider's schema is large: a fifth less CPU for some memory
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "TF_CLI_CONFIG_FILE": str(configuration),  # may have been set to a file that does not exist
            "TF_CLI_ARGS": "-no-color",
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
        }

    def init(self, folder: Path) -> None:
        """Make a folder ready for the other commands."""
        self._run(folder, "init", "-backend=true")

    def validate(self, folder: Path) -> None:
        """Check a folder against the provider's schema and its own checks of values."""
        self._run(folder, "validate")

    def apply_plan(self, folder: Path) -> None:
        """Do what the last plan of this folder said."""
        self._run(folder, "apply", PLAN)

    def apply(self, folder: Path, *, only: Iterable[str] = ()) -> None:
        """Make AWS as the folder says: all of it, or the addresses named and what they need."""
        self._run(folder, "apply", "-auto-approve", *(f"-target={address}" for address in only))

    def destroy(self, folder: Path) -> None:
        """Remove everything that the folder's state knows."""
        self._run(folder, "destroy", "-auto-approve", "-refresh=false")  # nobody changed it since the last plan

    def plan(self, folder: Path) -> tuple[Change, ...]:
        """Return what apply would do now: nothing, when AWS is as the folder says."""
        done = self._run(folder, "plan", "-detailed-exitcode", f"-out={PLAN}", accepted=(0, 2))
        if done.returncode == 0:
            return ()
        shown = json.loads(self._run(folder, "show", "-json", PLAN).stdout)
        return tuple(_changes(shown))

    def _run(self, folder: Path, *arguments: str, accepted: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self._executable, *arguments],
            cwd=folder,
            env={**self._environment, "AWS_ACCESS_KEY_ID": folder.name},  # so that the local AWS knows whose call it is
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN,
            check=False,
        )
        if done.returncode not in accepted:
            said = f"{done.stdout[-8_000:]}\n{done.stderr[-8_000:]}".strip()
            raise TerraformFailedError(f"terraform {arguments[0]} in {folder.name}: exit {done.returncode}\n{said}")
        return done


def _changes(plan: Mapping[str, Any]) -> Iterator[Change]:
    for item in plan.get("resource_changes", ()):
        change = item["change"]
        if change["actions"] not in (["no-op"], ["read"]):
            yield Change(item["address"], tuple(change["actions"]), _differences(change))
    for name, change in plan.get("output_changes", {}).items():
        if change["actions"] != ["no-op"]:
            yield Change(f"output.{name}", tuple(change["actions"]), _differences(change))


def _differences(change: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    before, after, unknown = change.get("before"), change.get("after"), change.get("after_unknown")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return {}
    found = {}
    for name in sorted({*before, *after}):
        later = bool(unknown.get(name)) if isinstance(unknown, dict) else False
        if later or before.get(name) != after.get(name):
            new = "(known after apply)" if later else json.dumps(after.get(name), sort_keys=True)
            found[name] = _excerpts(json.dumps(before.get(name), sort_keys=True), new)
    return found


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return two texts, each cut to the place where they begin to differ."""
    shared = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, shared - LONGEST_EXCERPT // 4)
    first, second = (f"{'...' if start else ''}{text[start : start + LONGEST_EXCERPT]}" for text in (old, new))
    return first, second
