"""
A finding: your infrastructure, contract or claim breaks a rule. Data, never raised.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.errors import LONGEST_FIX, shown
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

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
        waived_by: Where the waiver that covers it stands; empty when not waived.
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
    waived_by: str = ""

    @property
    def blocks(self) -> bool:
        """Whether a synth with this finding is refused."""
        return self.level is Level.BLOCK and not self.waived_by

    @property
    def order(self) -> tuple[str, str, int, str, str, str, str]:
        """The one order findings are listed in: where, then code."""
        return (self.stack, self.at.file, self.at.line, self.at.pointer, self.address, self.code, self.what)

    def __str__(self) -> str:
        label = "waived" if self.waived_by else self.level.name.lower()
        lines = [f"{label}[{self.code}] {shown(self.what)}", f"  at   {shown(str(self.at))}"]
        if self.address:
            lines.append(f"  in   {shown(f'{self.stack}: {self.address}')}")
        if self.got:
            lines.append(f"  got  {shown(self.got)}")
        lines += [
            f"  fix  {shown(self.fix, longest=LONGEST_FIX)}",
            f"  who  {shown(self.owner)}",
            f"  more `paved explain {self.code}`",
        ]
        return "\n".join(lines)
