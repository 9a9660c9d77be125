"""
A contract held against a profile: every rule that is on, asked about every part it concerns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.lint.address import Addresses
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.ask import Broken, ask
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.verdict import Level

__all__ = ["UNJUDGED", "Found", "lint"]

UNJUDGED = "CON-108"
"""The code of the finding that says a rule broke down."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    One finding of a rule, as baselines know it.

    Attributes:
        rule: The code of the rule, also where it broke down.
        finding: For people and waivers. Its fingerprint is that of all the rule found in the same operation or
            component: whoever waives them waives these.
        at: Where it is, as a pointer that survives insertions before it.
    """

    rule: str
    finding: Finding
    at: str

    @property
    def is_judged(self) -> bool:
        """Whether the rule found it; otherwise the rule broke down here."""
        return self.finding.code != UNJUDGED

    @property
    def mark(self) -> str:
        """The fingerprint of this one alone, made when it is asked for."""
        return fingerprint(self.rule, self.at, self.finding.got)


def lint(
    document: Document,
    rules: Mapping[str, ContractRule],
    profile: Profile,
    *,
    today: date,
    owner: str = "",
    stack: str = "",
    api: Api | None = None,
) -> tuple[Found, ...]:
    """
    Return everything in a contract that breaks the profile, sorted by place and code.

    A rule that breaks down is a finding of its own at its own level: CON-108.

    Args:
        document: The contract. It need be no sound API.
        rules: Every rule there is, by code.
        profile: How much each matters.
        today: The date that dated levels are read against.
        owner: The domain that has to act; empty for a contract that is nobody's.
        stack: The stack that declares it; empty for none.
        api: Its parts, where they are not those of an API; rules about other parts are not asked.
    """
    parts = api or Api(document)
    roots = {root.file: root.value for root in document.references.roots.values()}
    addresses = Addresses(document.file, roots.__getitem__)
    found: list[Found] = []
    for code, rule in sorted(rules.items()):
        level = profile.level(code, today)
        if level is not Level.OFF and parts.has(rule.on):
            ends = profile.levels[code].blocks_from(today)
            like = partial(Finding, level=level, owner=owner, stack=stack, blocks_from=ends)
            found += _of_rule(rule, profile, parts, addresses, like)
    return tuple(sorted(found, key=lambda one: one.finding.order))


def _of_rule(
    rule: ContractRule, profile: Profile, api: Api, addresses: Addresses, like: Callable[..., Finding]
) -> Iterator[Found]:
    breaches: dict[tuple[str, str], tuple[Breach, str]] = {}
    try:
        for breach in ask(rule, profile.options.get(rule.code) or rule.defaults, api):
            at = addresses.lasting(breach.at)
            breaches.setdefault((at, breach.got), (breach, addresses.home(breach.at)))
    except Broken as broken:
        yield _unjudged(broken, rule.code, like)
    homes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (at, got), (_, home) in breaches.items():
        homes[home].append((at, got))
    marks = {home: fingerprint(rule.code, home, sorted(facts)) for home, facts in homes.items()}
    for (at, got), (breach, home) in breaches.items():
        finding = like(
            code=rule.code,
            name=rule.name,
            what=breach.because,
            at=breach.at.place,
            got=got,
            fix=breach.fix,
            address=home,
            fingerprint=marks[home],
        )
        yield Found(rule.code, finding, at)


def _unjudged(broken: Broken, rule: str, like: Callable[..., Finding]) -> Found:
    finding = like(
        code=UNJUDGED,
        name="unjudged-contract",
        what=f"the rule {rule} broke down, so nobody knows whether the contract keeps it",
        at=broken.part.node.place,
        got=broken.why,
        fix=f"report it to the rule's authors; until then a profile may switch {rule} off",
    )
    return Found(rule, finding, broken.part.node.pointer)
