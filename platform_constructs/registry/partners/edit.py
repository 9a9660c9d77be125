"""
Changes the file of partners as its owner would: one table, everything else byte for byte as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from platform_constructs.errors import RegistryError
from platform_constructs.model.partner import Partner
from platform_constructs.model.place import Place
from platform_constructs.registry.partners.read import read_partners

__all__ = ["table_of", "with_partner", "without_partner"]

_NOWHERE: Final = Place("")


def table_of(partner: Partner) -> str:
    """Return a partner's table, as the file has it; what is left out where nothing was said is left out."""
    optional = {
        "addresses": list(partner.addresses),
        "tenant": partner.tenant if partner.tenant != partner.name else "",
        "environments": list(partner.environments),
    }
    said = {
        "title": partner.title,
        "contact": partner.contact,
        "scopes": list(partner.scopes),
        "rate_per_second": partner.rate_per_second,
        "burst": partner.burst,
        "requests_per_day": partner.requests_per_day,
        "rotation_days": partner.rotation_days,
        "overlap_days": partner.overlap_days,
        **{key: value for key, value in optional.items() if value},
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return "\n".join([f"[partners.{partner.name}]", *lines, f"expires = {partner.expires.isoformat()}", ""])


def with_partner(text: str, file: str, partner: Partner, *, environments: Collection[str]) -> str:
    """
    Return the file with one partner more, at its end.

    Args:
        text: The whole file, readable.
        file: Its name in places and errors.
        partner: The new one; its name is not in the file yet.
        environments: Names of the registry's environments.

    Raises:
        RegistryError: what is wrong with the partner, at the line it would have; PTR-035, if the others would change.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    begun = text.rstrip()
    changed = (f"{begun}\n\n" if begun else "") + table_of(partner)
    changed = changed if end == "\n" else changed.replace("\r\n", "\n").replace("\n", end)
    before = _plain(read_partners(text, file, environments=environments))
    after = _plain(read_partners(changed, file, environments=environments))
    if after - before != {_bare(partner)} or before - after:
        raise _untouched(file, partner.name)
    return changed


def without_partner(text: str, file: str, name: str, *, environments: Collection[str]) -> str:
    """
    Return the file without one partner, and without the comment that stands right above it.

    Args:
        text: The whole file, readable.
        file: Its name in places and errors.
        name: A partner of the file.
        environments: Names of the registry's environments.

    Raises:
        RegistryError: PTR-035, if its table cannot be told from the rest of the file.
    """
    partners = read_partners(text, file, environments=environments)
    lines = text.splitlines(keepends=True)
    headers = sorted(one.place.line for one in partners)
    at = next(one.place.line for one in partners if one.name == name)
    if _header(lines, at) != f"[partners.{name}]" or headers.count(at) > 1:
        raise _untouched(file, name)
    following = next((line for line in headers if line > at), len(lines) + 1)
    first = _above(lines, at)
    last = _above(lines, following) if following <= len(lines) else following
    kept = "".join([*lines[: first - 1], *lines[last - 1 :]])
    changed = kept.rstrip() + ("\r\n" if "\r\n" in text else "\n") if last > len(lines) else kept
    try:
        after = _plain(read_partners(changed, file, environments=environments))
    except RegistryError as cause:
        raise _untouched(file, name) from cause
    if after != _plain(partners) - {_bare(one) for one in partners if one.name == name}:
        raise _untouched(file, name)
    return changed


def _header(lines: list[str], at: int) -> str:
    return lines[at - 1].partition("#")[0].strip() if 0 < at <= len(lines) else ""


def _above(lines: list[str], at: int) -> int:
    """Return the first line of the comment right above a line; the line itself where there is none."""
    while at > 1 and lines[at - 2].lstrip().startswith("#"):
        at -= 1
    return at


def _bare(partner: Partner) -> Partner:
    return replace(partner, place=_NOWHERE)


def _plain(partners: tuple[Partner, ...]) -> frozenset[Partner]:
    return frozenset(map(_bare, partners))


def _untouched(file: str, name: str) -> RegistryError:
    return RegistryError(
        "PTR-035",
        "the file is written in a way that cannot be edited without changing other partners",
        at=file,
        got=name,
        fix=f"edit [partners.{name}] by hand; the file is as it was",
    )
