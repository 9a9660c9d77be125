"""
What the errors and findings about partners mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "PTR-001": (
        "The file of partners is not TOML, or larger than such a file can be (256 KiB). While it cannot be read, no "
        "partner's access is changed. Correct the line that is named."
    ),
    "PTR-002": (
        "A key that nobody reads. A misspelt key would be a limit that silently does not hold. The file holds "
        "[partners.NAME] tables and nothing else; `paved partner add` writes one with every key it needs."
    ),
    "PTR-003": (
        "Something required is missing. A partner has title, contact, scopes, rate_per_second, burst, "
        "requests_per_day, rotation_days, overlap_days and expires: what was agreed stands where it is reviewed."
    ),
    "PTR-004": "A value of the wrong kind, such as a text where a list belongs. Write it as the fix shows.",
    "PTR-005": (
        "A text outside what its key allows. A partner's name becomes part of AWS names, and its tenant a claim of "
        "its tokens: lower-case words joined by hyphens. A title is one printable line."
    ),
    "PTR-006": (
        "The contact is no mail address. Somebody has to be told before a secret is rotated or an agreement ends, so "
        "it is an address that is read, of a team rather than of a person."
    ),
    "PTR-007": (
        "A partner without a scope could get tokens that open nothing, and a scope has the form "
        "server/name, as contracts declare them. Say each scope once."
    ),
    "PTR-008": (
        "Cognito takes 50 scopes for an app client and AWS raises that for nobody. A partner that needs more is "
        "several applications: give each its own table, so that each has its own secret."
    ),
    "PTR-009": (
        "This is no range of addresses: IPv4 or IPv6, with the length of its prefix, without bits set behind it, and "
        "each range once. `203.0.113.0/28` are 16 addresses."
    ),
    "PTR-010": (
        "A range that cannot be one partner's: private, reserved, or so wide that others live in it. At most a /16 of "
        "IPv4 or a /32 of IPv6. Ask the partner for the addresses that its requests leave from."
    ),
    "PTR-011": (
        "A number outside its bounds. Secrets are rotated every 1 to 90 days, both are valid for 0 to 30 days and "
        "for fewer than the rotation takes; API Gateway takes at most 10000 requests per second and 5000 at once."
    ),
    "PTR-012": (
        "No host of the registry asks for client certificates yet, so mtls = true would promise a proof that nobody "
        "checks. Write mtls = false or leave it out; the token is the partner's proof."
    ),
    "PTR-013": (
        "Two partners' names differ in their hyphens only. In AWS's console, in logs and on the phone they would be "
        "taken for each other; rename the newer one before it has anything."
    ),
    "PTR-014": "The registry defines no such environment. Correct it, or leave environments out for all of them.",
    "PTR-015": (
        "Every partner has a usage plan, and an account has 300 of them, of which each public API takes one. The file "
        "holds at most 250 partners; beyond that, ask AWS for more and split the platform's account."
    ),
    "PTR-020": (
        "No contract of a public API declares this scope, so the partner's tokens could not carry it and Cognito "
        "would refuse the app client. Correct it, or wait until the contract that declares it is merged."
    ),
    "PTR-021": (
        "The agreement with this partner is over: it gets no tokens any more, but its app client, key and secret are "
        "still there. Renew expires after talking to the partner, or remove it with `paved partner remove`."
    ),
    "PTR-022": (
        "The agreement with this partner ends within 30 days. On the day after its last one it gets no tokens; talk "
        "to the partner and renew expires, or plan its removal."
    ),
    "PTR-023": (
        "Two partners call from the same addresses. That may be right where one works for the other, or through the "
        "same provider; otherwise one of them was copied. An address tells nobody which of the two is calling."
    ),
    "PTR-024": (
        "A partner may not have more than the packs let any consumer have: its rate and burst are held to "
        "throttle.rate_per_second and throttle.burst, its day to usage_plan.requests_per_day. Lower it, or raise "
        "the setting in a new version of the pack."
    ),
    "PTR-025": (
        "A contract declares this scope, but no operation of a public API asks for it, so it opens nothing. Remove it "
        "from the partner until something does: what opens nothing today may open something unforeseen tomorrow."
    ),
    "PTR-026": (
        "Web ACLs block an address that makes more than waf.rate_limit.requests in a window, whoever it is. From the "
        "addresses that this partner named it cannot reach the rate that was agreed: it will be told 429 although its "
        "usage plan has room. Name all its addresses, or agree on a rate that holds."
    ),
    "PTR-030": (
        "The file of partners cannot be read. It is a UTF-8 text file beside the stack.py that declares "
        '`Partners(domain=..., file="partners.toml")`.'
    ),
    "PTR-031": "The file of partners stays in the folder of the stack that declares it. Move it there.",
    "PTR-032": "No stack of this project declares `Partners`, so there is no file of partners to read or edit.",
    "PTR-033": "The file has no partner of this name. `paved partner list` shows them all.",
    "PTR-034": "The file has a partner of this name already. Change its table, or choose another name.",
    "PTR-035": (
        "The file is written in a way that cannot be edited without disturbing what else is in it, was changed "
        "meanwhile, or cannot be written. It is as it was; edit the table by hand."
    ),
}
"""By code: what it means and what to do."""
