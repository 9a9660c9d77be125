"""
Partners, for people and for machines: a list, and the sheet that is handed over to one.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.errors import shown
from platform_constructs.flows.asking.partners import Handover, ListedPartner, PartnersAnswer
from platform_constructs.model.counted import counted

__all__ = ["handover_sheet", "partners_json", "partners_text", "rotate_command"]


def partners_text(answer: PartnersAnswer) -> str:
    """Return each partner in a few lines, then what is wrong."""
    parts = [_listed(one) for one in answer.listed]
    parts += [str(one) for one in answer.findings]
    parts.append(f"{counted(len(answer.listed), 'partner')} in {answer.environment}")
    return "\n\n".join(parts)


def partners_json(answer: PartnersAnswer) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "environment": answer.environment,
        "findings": [str(one) for one in answer.findings],
        "ok": not any(one.blocks for one in answer.findings),
        "partners": [
            {
                "addresses": list(one.partner.addresses),
                "burst": one.partner.burst,
                "contact": one.partner.contact,
                "expires": one.partner.expires.isoformat(),
                "name": one.partner.name,
                "opens": [f"{each.method} {each.path}" for each in one.opens],
                "overlap_days": one.partner.overlap_days,
                "place": str(one.partner.place),
                "rate_per_second": one.partner.rate_per_second,
                "requests_per_day": one.partner.requests_per_day,
                "rotation_days": one.partner.rotation_days,
                "scopes": list(one.partner.scopes),
                "tenant": one.partner.tenant,
                "title": one.partner.title,
            }
            for one in answer.listed
        ],
    }


def rotate_command(handed: Handover) -> str:
    """Return the command that rotates a partner's client secret now."""
    return f"aws secretsmanager rotate-secret --secret-id {handed.secret} --region {handed.region}"


def _listed(one: ListedPartner) -> str:
    partner, apis = one.partner, len({each.stack for each in one.opens})
    return "\n".join(
        [
            f"{partner.name}: {shown(partner.title)}",
            f"  at   {partner.place}",
            f"  who  {partner.contact}",
            f"  till {partner.expires.isoformat()}",
            f"  may  {', '.join(partner.scopes)}",
            f"  open {counted(len(one.opens), 'operation')} of {counted(apis, 'API')}",
            f"  use  {_limits(one)}",
            f"  from {', '.join(partner.addresses) or 'any address'}",
        ]
    )


def _limits(one: ListedPartner) -> str:
    partner = one.partner
    return f"{partner.rate_per_second} requests per second, {partner.burst} at once, {partner.requests_per_day} per day"


def handover_sheet(handed: Handover) -> str:
    """Return the sheet, as Markdown. It holds no secret: commands fetch those."""
    partner = handed.listed.partner
    parts = [
        f"# {_cell(partner.title)} at {_cell(handed.organisation)}, {handed.environment}",
        f"Name `{partner.name}`, tenant `{partner.tenant}`; agreed until {partner.expires.isoformat()}. Questions to "
        f"{handed.contact}; we write to {partner.contact}.",
        _tokens(handed),
        _scopes(handed),
        _terms(handed),
        _secrets(handed),
    ]
    return "\n\n".join(parts)


def _secrets(handed: Handover) -> str:
    region = f"--region {handed.region}"
    named = f"--include-values --query \"items[?name=='{handed.key}'].value\""
    return f"""\
## For us: not part of what is sent

Send secrets by a channel that forgets them, never by mail. The first command gives client id, client secret and token
endpoint; the second one the API key; the third one replaces the client secret now.

```sh
aws secretsmanager get-secret-value --secret-id {handed.secret} --query SecretString --output text {region}
aws apigateway get-api-keys --name-query {handed.key} {named} --output text {region}
{rotate_command(handed)}
```"""


def _tokens(handed: Handover) -> str:
    partner = handed.listed.partner
    host = next(iter(handed.hosts.values()), "https://HOST")
    path = next((one.path for one in handed.listed.opens if one.method == "GET" and "{" not in one.path), "/PATH")
    return f"""\
## Get a token, call

Tokens last some minutes (`expires_in`): keep one until then, do not ask for each request.

```sh
curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials -d scope={partner.scopes[0]} \\
  {handed.token_endpoint}
curl -H "Authorization: Bearer $TOKEN" -H "x-api-key: $API_KEY" {host}{path}
```"""


def _scopes(handed: Handover) -> str:
    rows = ["| scope | opens |", "|---|---|"]
    for scope in handed.listed.partner.scopes:
        opens = [f"`{one.method} {_cell(one.path)}`" for one in handed.listed.opens if scope in one.scopes]
        rows.append(f"| `{_cell(scope)}` | {', '.join(opens) or 'nothing yet'} |")
    hosts = ", ".join(handed.hosts.values()) or "none yet"
    return "\n".join([f"## What the scopes open\n\nHosts: {hosts}\n", *rows])


def _terms(handed: Handover) -> str:
    partner = handed.listed.partner
    return f"""\
## Limits, addresses, rotation

- {_limits(handed.listed)}; beyond that the answer is 429: wait, and try again.
- Calls come from: {", ".join(partner.addresses) or "any address"}.
- The client secret is replaced every {counted(partner.rotation_days, "day")}. We hand over the new one; the old one is
  valid for another {counted(partner.overlap_days, "day")}. After a leak, tell us at once."""


def _cell(text: str) -> str:
    """Escape what Markdown would read as something else."""
    kept = shown(text)
    for mark in "\\`|*<>[]":
        kept = kept.replace(mark, f"\\{mark}")
    return kept
