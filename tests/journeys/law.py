"""
A copy of the platform's law to write drafts and releases in, beside a sample that is judged by it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platform_constructs.policy.packs.lock import with_locked
from tests.first_releases import copy_the_first
from tests.journeys.conftest import Ended, Sample

NEW_RULE = '''
from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Resource, Unknown


@rule("APIGW-990", "subscribable-path", concerns={"openapi.operation"}, severity="low")
def subscribable_path(operation: Resource) -> Verdict:
    """
    ## What it does
    Finds operations on paths that begin subscriptions.

    ## Why is this bad?
    In this test it is.

    ## Example
    ```yaml
    /v1/subscriptions: {post: {}}
    ```

    Use instead:
    ```yaml
    /v1/orders: {post: {}}
    ```
    """
    match operation["path"]:
        case Known(str() as path) if "subscriptions" in path:
            return Failed("its path begins subscriptions", "offer it elsewhere", got=path)
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()
'''


@dataclass(frozen=True)
class Law:
    """
    The copy, and the sample that is judged by it.

    Attributes:
        folder: The folder above the copied packs.
        sample: The sample.
    """

    folder: Path
    sample: Sample

    @staticmethod
    def copy(folder: Path, sample: Sample) -> Law:
        """Copy the law; a rule of its own is in it, which no pack names yet."""
        copy_the_first(folder / "policy_packs")
        (folder / "policy_packs" / "rules" / "apigw_subscribable_path.py").write_text(NEW_RULE, encoding="utf-8")
        return Law(folder, sample)

    @property
    def packs(self) -> Path:
        """The folder of packs."""
        return self.folder / "policy_packs"

    def paved(self, *arguments: str) -> Ended:
        """Run `paved` in the sample under this law."""
        return self.sample.paved(*arguments, PYTHONPATH=str(self.folder))

    def newest(self, pack: str) -> Path:
        """The newest release of a pack."""
        return max((self.packs / pack).glob("[0-9]*.toml"), key=lambda file: [int(n) for n in file.stem.split(".")])

    def draft(self, pack: str, *changes: tuple[str, str], rules: str = "", settings: str = "") -> str:
        """Write a draft of the next major version with these changes, and return the version."""
        newest = self.newest(pack)
        text = newest.read_text(encoding="utf-8")
        version = f"{int(newest.stem.split('.')[0]) + 1}.0.0"
        edits = [
            (r"(?m)^version = .*", f'version = "{version}"'),
            (r"(?m)^since_last = .*", 'since_last = "Stricter."'),
        ]
        edits += [(r"(?m)^\[rules\]\n", f"[rules]\n{rules}"), (r"(?m)^\[settings\]\n", f"[settings]\n{settings}")]
        for pattern, becomes in [*edits, *changes]:
            text, found = re.subn(pattern, becomes.replace("\\", "\\\\"), text)
            assert found == 1, f"{newest.name} has not one {pattern}"
        (self.packs / pack / "next.toml").write_text(text, encoding="utf-8")
        return version

    def release(self, pack: str, version: str) -> None:
        """Freeze a draft as its author would by hand: file and lock."""
        draft, lock = self.packs / pack / "next.toml", self.packs / "packs.lock"
        released = draft.rename(draft.with_name(f"{version}.toml"))
        locked = with_locked(lock.read_text(encoding="utf-8"), f"{pack}/{version}.toml", released.read_bytes())
        lock.write_text(locked, encoding="utf-8")

    def documents(self) -> dict[str, Any]:
        """What the sample's last synth wrote, by stack."""
        written = self.sample.output()
        return {
            name.split("/")[1]: json.loads(content)
            for name, content in written.items()
            if name.endswith("/cdk.tf.json")
        }
