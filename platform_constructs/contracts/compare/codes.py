"""
What each family of changes between two versions of a contract means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CMP-001": (
        "An operation or a whole path is gone. It breaks every client unless it was deprecated first and its announced "
        "sunset has passed. Set `deprecated: true` and `x-sunset`, wait for that day, then remove it. Drafts may go at "
        "any time."
    ),
    "CMP-002": (
        "The end of an operation, parameter or property was announced without a day, with a day that is too near or no "
        "date, or the day was moved or deleted. Clients plan by it: write `x-sunset` as a full date, far enough away "
        "for its stage of life, and move it backwards only."
    ),
    "CMP-003": (
        "Something was deprecated as it should be, or is no longer deprecated. Nobody breaks today; the changelog "
        "tells clients what to leave in time."
    ),
    "CMP-004": (
        "The stage of life went back, or is no word for one. Clients were promised what `x-lifecycle` said: draft, "
        "beta, stable, deprecated or retired (`x-stability-level` is understood too). It may only rise."
    ),
    "CMP-005": "An operation is new. Nobody has to call it; it takes a minor step of the version.",
    "CMP-006": (
        "An operationId or a tag changed. Neither is sent, but generated clients name their functions after the "
        "operationId, so that their next build fails. Keep it for as long as the operation lives."
    ),
    "CMP-007": (
        "The statuses an operation answers with changed. Who waits for a success that is gone waits for ever; new ones "
        "and failures are to be expected, and clients treat them like their class."
    ),
    "CMP-008": (
        "The media types of a body changed. What is gone is refused, or cannot be read by who asked for it; a more "
        "special name, such as application/problem+json for application/json, is fine in responses only."
    ),
    "CMP-009": (
        "A parameter is new. A required one breaks every client, also when its schema names a default: today's "
        "requests lack it, and the contract calls them wrong. Make it optional."
    ),
    "CMP-010": (
        "A parameter is gone. Servers may refuse what they do not know, and clients still send it; deprecate it with "
        "`x-sunset` first. In webhooks and callbacks it is the receiver who misses it."
    ),
    "CMP-011": (
        "How a parameter is written changed: its place, style, explode, or which characters it may hold. The same "
        "value looks different on the wire, so that one side misreads the other. Add a new parameter in its place."
    ),
    "CMP-012": (
        "Whether an operation takes a body, or needs one, changed. A body that is now required is missing from "
        "today's requests; one that is gone is refused."
    ),
    "CMP-013": (
        "The headers of a response changed. A client may count on one that is required, and may use one that is "
        "optional; new ones are ignored."
    ),
    "CMP-014": (
        "A property is gone. In responses clients that read it find nothing, which breaks them when it was required. "
        "In requests the server may refuse or ignore what clients still send."
    ),
    "CMP-015": (
        "A property is new. Optional ones break nobody; a required one in a request breaks every client, also when it "
        "has a default, as the contract calls today's requests wrong."
    ),
    "CMP-016": (
        "Something became required or optional. In requests the first breaks clients that leave it out; in responses "
        "the second breaks clients that count on it."
    ),
    "CMP-017": (
        "A type or format changed. In requests a narrower one refuses what clients send; in responses a wider one "
        "gives them what they cannot read. Add a new property in its place."
    ),
    "CMP-018": (
        "The listed values changed. In requests a value that is gone is refused. In responses a new one may surprise "
        "clients that know all the others; `x-extensible-enum` tells them beforehand that the list may grow."
    ),
    "CMP-019": (
        "Whether null is allowed changed. In requests taking it away refuses what clients send; in responses allowing "
        "it gives them nothing where they expect something."
    ),
    "CMP-020": (
        "A limit on numbers, lengths or counts changed. In requests a tighter one refuses what was fine; in responses "
        "a looser one may be more than clients have room for."
    ),
    "CMP-021": (
        "A pattern changed. In requests a new one refuses what was fine. Whether one pattern allows all that another "
        "allows can often not be decided; then it is a warning, and its authors have to say."
    ),
    "CMP-022": (
        "A default changed. What clients leave out now means something else, although they changed nothing. Keep "
        "defaults for as long as the version lives."
    ),
    "CMP-023": (
        "The branches of allOf, anyOf or oneOf changed. In requests a branch less is a form that is refused; in "
        "responses a branch more is a form that clients do not know. Splitting a schema without changing what it "
        "allows is no change."
    ),
    "CMP-024": (
        "The discriminator changed: the property that says which branch a value is, or the values it knows. Clients "
        "pick their type by it, and fail on what they cannot find."
    ),
    "CMP-025": (
        "A property became, or is no longer, read-only or write-only. It belongs to other messages than before: what "
        "is read-only is not sent in requests, what is write-only does not come in responses."
    ),
    "CMP-026": (
        "Another keyword changed what a schema allows: additional or pattern properties, items, contains, conditions, "
        "property names. In requests allowing less breaks clients, in responses allowing more."
    ),
    "CMP-027": (
        "How a text is encoded changed, or what it holds: `contentEncoding`, `contentMediaType`, `contentSchema`. Who "
        "decodes it as before gets something else."
    ),
    "CMP-028": (
        "Who may call changed. Asking for a scheme or scope that was not asked for turns clients away, which breaks "
        "them like a removed operation. An operation that asks for less breaks nobody, but look twice when anybody "
        "may call it now."
    ),
    "CMP-029": (
        "A security scheme changed: its type, where a key is sent, where tokens come from, or its scopes. Clients are "
        "set up with these; it breaks those whose operations ask for the scheme."
    ),
    "CMP-030": (
        "The servers changed. Hosts move without the contract's doing and only warn; the base path is part of every "
        "call, so that without it calls go nowhere."
    ),
    "CMP-031": (
        "A webhook or callback changed. Here the API calls and its clients answer, so the directions are the other "
        "way round: they break on a payload that holds less, or something they do not know."
    ),
    "CMP-032": (
        "A link of a response changed. Clients that follow links instead of building requests themselves go elsewhere, "
        "or lose their way."
    ),
    "CMP-033": (
        "A schema under components is gone. Nothing is sent otherwise for that alone; where an operation used it, the "
        "change there is told."
    ),
    "CMP-034": (
        "`info.version` does not make the step that the changes take: major when somebody breaks, minor when something "
        "is new. Clients read from the version what they may take over unseen. Below 1.0.0 a minor step is enough."
    ),
}
