"""
Who may publish which events, and who may subscribe to them: sources claimed by domains, and their grants.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import takewhile
from typing import Final, Literal

from platform_constructs.model.grant import EventGrant
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.ownership.events import Events, common, covers, under
from platform_constructs.ownership.rulings import Ruling, latest
from platform_constructs.ownership.say import brief, spot
from platform_constructs.ownership.status import Status

__all__ = ["AMAZON", "VERB", "EventGround"]

AMAZON: Final = "aws"  # EventBridge refuses events whose source begins with `aws.`
_Kind = Literal["publish", "subscribe"]
VERB: Final = {"publish": "publish", "subscribe": "subscribe to"}


class EventGround:
    """
    Everything the registry says about events, on one day.

    Attributes:
        organisation: The registry.
        today: The day that grants must hold on.
    """

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        self.organisation, self.today = organisation, today
        self.platform = next((name for name, one in sorted(organisation.domains.items()) if one.platform), "")
        self._claims = sorted((tuple(one.event_source.split(".")), name) for name, one in organisation.domains.items())
        self._at: dict[tuple[str, ...], list[str]] = {}
        for words, name in self._claims:
            if words[0] != AMAZON:  # what is Amazon's is nobody's here, whatever the registry says
                self._at.setdefault(words, []).append(name)
        self._grants: dict[tuple[str, str], list[EventGrant]] = {}
        for grant in organisation.grants:
            if isinstance(grant, EventGrant):
                self._grants.setdefault((grant.kind, grant.to), []).append(grant)

    def may_publish(self, domain: str, events: Events) -> Ruling:
        """Answer whether a domain may publish these events: its own, or those that their owner grants to it."""
        return self._rule("publish", domain, events)

    def may_subscribe(self, domain: str, events: Events) -> Ruling:
        """
        Answer whether a domain may subscribe to these events: its own, or those that their owner grants to it.

        The platform's own domain may subscribe to everything: it keeps the archive of the bus.
        """
        if domain == self.platform:
            owner = self.owners(events)
            return Ruling("subscribe", domain, Status.ACCEPTED, owner[0].name if len(owner) == 1 else "")
        return self._rule("subscribe", domain, events)

    def owners(self, events: Events) -> list[Domain]:
        """Return the domains whose sources hold all of these events, the widest first."""
        above = (self._at.get(events.source[:n], ()) for n in range(len(events.source) + 1))
        return [self.organisation.domains[name] for names in above for name in names]

    def within(self, events: Events) -> list[Domain]:
        """Return the domains that own a part of these events only, by their sources."""
        if not events.below:
            return []
        words, size = events.source, len(events.source)
        after = self._claims[bisect_left(self._claims, (words, "")) :]
        inside = takewhile(lambda claim: claim[0][:size] == words, after)
        return [self.organisation.domains[name] for source, name in inside if source in self._at and source != words]

    def granted(self, events: Events) -> list[EventGrant]:
        """Return the grants that have some of these events in them, in the order of the file."""
        grants = (one for one in self.organisation.grants if isinstance(one, EventGrant))
        return [one for one in grants if common(under(one.source, one.detail_type), events) is not None]

    def _rule(self, kind: _Kind, domain: str, events: Events) -> Ruling:
        said, refused = brief(str(events)), f"{domain} may not {VERB[kind]} it"
        owners = self.owners(events)
        within = self.within(events)
        if events.source[:1] == (AMAZON,):
            what = f"{said} belongs to Amazon; {refused}"
            return Ruling(kind, domain, Status.RESERVED, "", None, what, said, self._own(domain))
        if not owners and (within or not events.source):
            return self._too_wide(kind, domain, events, within)
        if not owners:
            what = f"{said} is nobody's; {refused}"
            return Ruling(kind, domain, Status.ORPHANED, "", None, what, said, self._own(domain))
        if len(owners) + len(within) > 1:
            wide, narrow = [*owners, *within][:2]
            what = f"{said} is claimed by both {wide.name} and {narrow.name}; {refused}"
            got = f"{_claim(wide)}; {_claim(narrow)}"
            fix = "give one of them another event_source"
            return Ruling(kind, domain, Status.CONFLICTED, "", None, what, got, fix)
        owner = owners[0]
        if owner.name == domain:
            return Ruling(kind, domain, Status.ACCEPTED, domain)
        return self._by_grant(kind, domain, events, owner)

    def _by_grant(self, kind: _Kind, domain: str, events: Events, owner: Domain) -> Ruling:
        said = brief(str(events))
        from_owner = [one for one in self._grants.get((kind, domain), []) if one.owner == owner.name]
        whole = [one for one in from_owner if covers(under(one.source, one.detail_type), events)]
        grant, holds = latest(whole, today=self.today)
        if grant is not None and holds:
            return Ruling(kind, domain, Status.ACCEPTED, owner.name, grant)
        if grant is not None:
            what = f"{said} belongs to {owner.name}, whose grant to {domain} has expired"
            got = f"the grant at {spot(grant.place)} held until {grant.expires}"
            fix = f"{owner.name} gives the grant a new date and reason, or {domain} drops what relies on it"
            return Ruling(kind, domain, Status.EXPIRED, owner.name, grant, what, got, fix)
        got = _claim(owner)
        part = next((one for one in from_owner if common(under(one.source, one.detail_type), events)), None)
        if part is not None:
            got += f"; its grant at {spot(part.place)} gives {part.what} only"
        detail = f', detail_type = "{events.detail_type}"' if events.detail_type else ""
        fix = (
            f'ask {owner.name} to add [[grants]] with kind = "{kind}", from = "{owner.name}", to = "{domain}", '
            f'source = "{".".join(events.source)}"{detail}, a reason and an expires'
        )
        what = f"{said} belongs to {owner.name}; {domain} may not {VERB[kind]} it"
        return Ruling(kind, domain, Status.OUT_OF_SCOPE, owner.name, None, what, got, fix)

    def _too_wide(self, kind: _Kind, domain: str, events: Events, within: list[Domain]) -> Ruling:
        said, verb = brief(str(events)), VERB[kind]
        other = next((one for one in within if one.name != domain), None)
        what = f"{said} reaches beyond what one domain owns; {domain} may not {verb} it"
        got = f"{common(events, under(other.event_source))} is among it; {_claim(other)}" if other else said
        return Ruling(kind, domain, Status.CATCH_ALL, "", None, what, got, "name the sources you need, each on its own")

    def _own(self, domain: str) -> str:
        known = self.organisation.domains.get(domain)
        return (
            f"choose a source that begins with {known.event_source}" if known else "ask the platform team for a source"
        )


def _claim(domain: Domain) -> str:
    return f"{domain.name} owns {domain.event_source} at {spot(domain.place)}"
