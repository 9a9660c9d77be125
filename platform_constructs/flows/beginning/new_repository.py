"""
Begin a repository of one domain, from what the organisation's registry says of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import NAMESPACE_URL, uuid5

from platform_constructs.errors import DeclarationError
from platform_constructs.model.host import Audience, Host
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Claim, Domain, Organisation

__all__ = ["Home", "said_of"]


@dataclass(frozen=True, slots=True)
class Home:
    """
    Where the new repository finds its organisation.

    Attributes:
        kind: `folder` or `package`.
        name: The folder, from the repository's root; or the importable package.
    """

    kind: str
    name: str


def said_of(organisation: Organisation, name: str, home: Home, installs: Sequence[str]) -> Mapping[str, str]:
    """
    Return what a new repository's files are filled in with.

    Args:
        organisation: The registry.
        name: The domain.
        home: Where the registry is.
        installs: What `pip install -r` takes, a line each.

    Raises:
        DeclarationError: DECL-045, if the registry does not know the domain; DECL-046, if the domain owns no path that
            a public API could begin with.
    """
    domain = organisation.domains.get(name)
    if domain is None:
        raise DeclarationError(
            "DECL-045",
            "the registry knows no such domain, so nothing could be declared for it",
            at="the command line",
            got=name,
            fix=nearest(name, organisation.domains, f"ask {organisation.platform.contact} to add it"),
        )
    claim = _claim(organisation, domain)
    host = organisation.hosts[claim.host]
    default = next(one.name for one in organisation.environments.values() if one.default)
    return {
        # made from what does not change, so that beginning anew gives the same API the same id
        "api_id": str(uuid5(NAMESPACE_URL, f"{organisation.problem_base}{domain.name}")),
        "backend": f"{domain.name}.{_backend_zone(host, default)}",
        "base": claim.prefix.rstrip("/"),
        "contact_json": json.dumps(domain.contact),
        "domain": domain.name,
        "domain_json": json.dumps(f"The {domain.name} team"),
        "home": f"the {home.kind} `{home.name.replace('`', '')}`",
        "home_kind": home.kind,
        "home_name": json.dumps(home.name),
        "host": host.name,
        "host_name": host.domain_name[default],
        "installs": "\n".join(installs),
        "platform_contact": organisation.platform.contact,
        "scope": domain.scope_prefix,
        "title": _plain(domain.title),
        "title_json": json.dumps(domain.title),
        "token_host": f"auth.{host.zone[default]}",
    }


def _backend_zone(host: Host, default: str) -> str:
    """Return where backends answer: the environment's name under what the zones of all environments end in."""
    zones = [zone.split(".")[::-1] for zone in host.zone.values()]
    if len(zones) == 1 and zones[0][-1] == default:
        zones = [zones[0][:-1]]
    shared = list(takewhile(lambda labels: len(set(labels)) == 1, zip(*zones, strict=False)))
    base = ".".join(labels[0] for labels in reversed(shared))
    return f"{{environment}}.{base}" if len(shared) > 1 else host.zone[default]


def _claim(organisation: Organisation, domain: Domain) -> Claim:
    claims = [one for one in domain.claims if organisation.hosts[one.host].audience is Audience.EXTERNAL]
    if not claims:
        raise DeclarationError(
            "DECL-046",
            f"{domain.name} owns no path on a public host",
            at=domain.place,
            got=", ".join(f"{one.prefix} on {one.host}" for one in domain.claims) or "no claim",
            fix=f'the platform team adds paths = [{{ host = "...", prefix = "/{domain.name}" }}] to the domain',
        )
    return claims[0]


def _plain(text: str) -> str:
    """Return a line of somebody's text with nothing in it that Markdown would act on."""
    return "".join(letter if letter.isalnum() or letter in " ,.:;'()-" else " " for letter in text)
