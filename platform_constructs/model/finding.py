"""
A finding: your infrastructure, contract or claim breaks a rule. Data, never raised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.errors import LONGEST_FIX, shown
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One fault, at one place, with its owner and the way out.

    Attributes:
        code: Stable, such as `APIGW-001`, `OWN-003`, `CON-012` or `CKV_AWS_76`.
        name: The fault's name, such as `open-method`.
        level: How much it matters. `BLOCK` refuses the synth.
        what: One sentence, lower case, no full stop.
        at: Where its owner opens a file.
        got: The one offending value; may be empty.
        fix: What to do next.
        owner: The domain that has to act.
        stack: The stack it was found in; empty when found before synth.
        address: The Terraform address, with `#pointer` for a part of it; may be empty.
        waiver: The waiver that covers it; None when not waived.
        days_left: For how many days after today that waiver holds; None when not waived.
        fingerprint: Of what was looked at, for a waiver; empty for what nobody can waive.
        blocks_from: The first day it will block, when a pack says so; None when it blocks already, or never will.
    """

    code: str
    name: str
    level: Level
    what: str
    at: Place
    fix: str
    owner: str
    got: str = ""
    stack: str = ""
    address: str = ""
    waiver: Waiver | None = None
    days_left: int | None = None
    fingerprint: str = ""
    blocks_from: date | None = None

    @property
    def waived_by(self) -> str:
        """Where the waiver that covers it stands; empty when not waived."""
        return str(self.waiver.place) if self.waiver else ""

    @property
    def blocks(self) -> bool:
        """Whether a synth with this finding is refused."""
        return self.level is Level.BLOCK and self.waiver is None

    @property
    def order(self) -> tuple[str, str, int, str, str, str, str]:
        """The one order findings are listed in: where, then code."""
        return (self.stack, self.at.file, self.at.line, self.at.pointer, self.address, self.code, self.what)

    def __str__(self) -> str:
        label = "waived" if self.waiver else self.level.name.lower()
        lines = [f"{label}[{self.code}] {shown(self.what)}", f"  at   {shown(str(self.at))}"]
        if self.address:
            lines.append(f"  in   {shown(f'{self.stack}: {self.address}')}")
        if self.got:
            lines.append(f"  got  {shown(self.got)}")
        if self.blocks_from:
            lines.append(f"  when blocks from {self.blocks_from.isoformat()}")
        if self.waiver:
            lines += _covered(self.waiver, self.days_left)
        else:
            lines.append(f"  fix  {shown(self.fix, longest=LONGEST_FIX)}")
        lines += [f"  who  {shown(self.owner)}", f"  more `paved explain {self.code}`"]
        return "\n".join(lines)


def _covered(waiver: Waiver, days_left: int | None) -> list[str]:
    left = "" if days_left is None else f", {days_left} day{'' if days_left == 1 else 's'} left"
    return [
        f"  by   {shown(str(waiver.place))}, approved by {shown(waiver.approver)}, {shown(waiver.ticket)}",
        f"  till {waiver.expires.isoformat()}{left}",
        f"  for  {shown(waiver.reason)}",
        f"  but  {shown(waiver.compensating_control)}",
    ]
