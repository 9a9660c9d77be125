"""
What may be said of somebody who asks for another's scope or events, and the code that says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import EventGrant, Grant, ScopeGrant
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.status import Fault, Status

__all__ = ["BASELESS", "CLASH", "EVENT", "EXPIRED", "SCOPE", "TERM", "UNUSED", "Ruling", "fault_finding", "latest"]

G = TypeVar("G", ScopeGrant, EventGrant)

SCOPE: Final = Fault("OWN-025", "ungranted-scope", Level.BLOCK)
EXPIRED: Final = Fault("OWN-027", "expired-grant", Level.BLOCK)
BASELESS: Final = Fault("OWN-028", "baseless-grant", Level.BLOCK)
UNUSED: Final = Fault("OWN-029", "unused-grant", Level.WARN)
EVENT: Final = Fault("OWN-030", "ungranted-event", Level.BLOCK)
CLASH: Final = Fault("OWN-031", "clashing-names", Level.BLOCK)
TERM: Final = Fault("OWN-032", "term-of-a-delegation", Level.BLOCK)

_FAULT_OF: Final[Mapping[str, Fault]] = {"scope": SCOPE, "publish": EVENT, "subscribe": EVENT}


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    Whether a domain may ask for a scope, or publish or subscribe to events.

    Attributes:
        kind: `scope`, `publish` or `subscribe`.
        domain: Who asks.
        status: `Accepted`: its own, or granted. `OutOfScope`: another's. `Orphaned`: nobody's. `Expired`: the grant has
            ended. `Reserved`: nobody may. `Conflicted`: two own it. `CatchAll`: wider than what one domain owns.
        owner: Whose it is; empty when nobody's, or contested.
        grant: The grant that allows it, or did; None without one.
        what: One sentence, lower case, no full stop; empty when accepted.
        got: The evidence, with the other party's place; empty when accepted.
        fix: What to do next; empty when accepted.
    """

    kind: str
    domain: str
    status: Status
    owner: str = ""
    grant: Grant | None = None
    what: str = ""
    got: str = ""
    fix: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the domain may."""
        return self.status is Status.ACCEPTED

    def finding(self, at: Place, stack: str = "", who: str = "") -> Finding | None:
        """
        Return what is wrong, for the asking domain to act on; None when it may.

        Args:
            at: Where it asks.
            stack: The stack that asks.
            who: Who exactly asks, such as an operation; empty for the domain as such.
        """
        if self.allowed:
            return None
        fault = EXPIRED if self.status is Status.EXPIRED else _FAULT_OF[self.kind]
        what = f"{who}: {self.what}" if who else self.what
        return Finding(fault.code, fault.name, fault.level, what, at, self.fix, self.domain, self.got, stack)


def latest(grants: Sequence[G], *, today: date) -> tuple[G | None, bool]:
    """Return the grant that holds longest, and whether it still does today."""
    best = max(grants, key=lambda one: one.expires, default=None)
    return best, best is not None and today <= best.expires


def fault_finding(
    fault: Fault, owner: str, at: Place, what: str, *, got: str, fix: str, level: Level | None = None
) -> Finding:
    """Return what is wrong with a grant, name or term; `owner` has to act. The level is the fault's unless given."""
    return Finding(fault.code, fault.name, fault.level if level is None else level, what, at, fix, owner, got)
