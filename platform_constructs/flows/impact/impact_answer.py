"""
What another version of a pack would change: the answer of `paved packs impact`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from platform_constructs.model.finding import Finding
from platform_constructs.model.settings import SettingValue
from platform_constructs.policy.reading.attribute_changes import AttributeChange

__all__ = ["Adoption", "Binding", "Consequences", "Expected", "Impact", "Move", "Outcome", "Shift"]


class Adoption(StrEnum):
    """When a version would come into force for a stack."""

    IN_FORCE = "in force"
    BY_ITSELF = "by itself on release"
    AFTER_ADOPT = "only after adopt"
    BY_THIS_LINE = "with this line"
    KEPT = "no, another range holds"
    PASSED = "no, a newer one is in force"


@dataclass(frozen=True, slots=True)
class Binding:
    """
    One stack that the pack binds.

    Attributes:
        stack: The stack's name.
        domain: Its owner.
        range: The versions that everybody who binds it allows, such as `~=1.0`; empty when nobody binds it yet.
        in_force: The version today; empty when there is none.
        adoption: When the candidate would come into force.
        held_by: Whose range leaves the candidate out, each with its place.
    """

    stack: str
    domain: str
    range: str
    in_force: str
    adoption: Adoption
    held_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """
    A setting of a stack that would have another value.

    Attributes:
        stack: The stack's name.
        setting: Its name in the catalogue.
        before: The value today; None when no pack decides it.
        after: The value then; None when no pack would decide it.
        was: Why it is the value today, the deciding party first.
        because: Why it would be the other, the deciding party first.
    """

    stack: str
    setting: str
    before: SettingValue | None
    after: SettingValue | None
    was: tuple[str, ...]
    because: tuple[str, ...]


class Outcome(IntEnum):
    """What a finding means for a synth. Ordered: the larger, the worse."""

    ABSENT = 0
    WAIVED = 1
    ADVISES = 2
    WARNS = 3
    BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Shift:
    """
    A finding that would stand differently.

    Attributes:
        finding: As it would be found; where it would go away, as it is found today.
        before: How it stands today.
        after: How it would stand.
    """

    finding: Finding
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Expected:
    """
    What checkov would have to show of a check instead of what it has to show today. Nothing was scanned.

    Attributes:
        check: Such as `CKV_AWS_76`.
        before: In words.
        after: In words.
        stacks: For which stacks, sorted.
    """

    check: str
    before: str
    after: str
    stacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """
    How some stacks differ between two laws.

    Attributes:
        moves: Settings with another value, sorted by stack and name.
        changes: Values of the written Terraform that would be others, sorted by stack and address.
        shifts: Findings that would stand differently, sorted as findings are.
        expected: What checkov would have to show.
        failing: Domains that fail today already, sorted.
        compared: Stacks that were built and judged under both laws, sorted.
        asked: Codes of the rules that judged anything in them under the other law.
        notes: What could not be compared, and why.
    """

    moves: tuple[Move, ...]
    changes: tuple[AttributeChange, ...]
    shifts: tuple[Shift, ...]
    expected: tuple[Expected, ...]
    failing: tuple[str, ...]
    compared: tuple[str, ...]
    notes: tuple[str, ...]
    asked: frozenset[str] = frozenset()

    @property
    def fails(self) -> tuple[Shift, ...]:
        """What would newly fail."""
        return tuple(one for one in self.shifts if one.after is Outcome.BLOCKS)

    @property
    def warns(self) -> tuple[Shift, ...]:
        """What would newly be warned of or advised against, or louder than today."""
        return tuple(one for one in self.shifts if one.before < one.after < Outcome.BLOCKS)

    @property
    def eases(self) -> tuple[Shift, ...]:
        """What would go away, or matter less."""
        return tuple(one for one in self.shifts if one.after < one.before)

    @property
    def refused(self) -> bool:
        """Whether anybody would newly fail."""
        return bool(self.fails)


@dataclass(frozen=True, slots=True)
class Impact:
    """
    What a version of a pack would change.

    Attributes:
        pack: Name and version, such as `external-api 1.1.0`.
        where: For whom it was looked at, in words.
        is_draft: Whether it is not released yet.
        environment: The environment's name.
        today: The date it was looked at for.
        bindings: Every stack it binds, sorted by name.
        owners: Who answers for each domain of them.
        consequences: How they differ.
        idle: Rules of the version that judged nothing in any of these stacks: first those that the versions in force
            do not have or weigh otherwise, then the others, each sorted.
        idle_news: How many of them are of the first kind.
    """

    pack: str
    where: str
    is_draft: bool
    environment: str
    today: date
    bindings: tuple[Binding, ...]
    owners: dict[str, tuple[str, ...]]
    consequences: Consequences
    idle: tuple[str, ...] = ()
    idle_news: int = 0
