"""
What each code about event contracts means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CON-130": (
        "The file lies where event contracts do and does not say `event` at its top. Schemas that several events "
        "share go into the folder events/schemas/, where nobody takes them for events."
    ),
    "CON-131": (
        "An event contract knows no such key at this place. It is often a misspelling, and what is misspelt would "
        "silently be lost. Keys of your own start with `x-`; inside `schema`, JSON Schema's keywords count."
    ),
    "CON-132": (
        "An event contract says its event, version, source, owner, classification, lifecycle, description, schema and "
        "examples. Readers, grants and the catalogue rely on each of them."
    ),
    "CON-133": (
        "The name of an event is its EventBridge detail type: 128 characters at most. It is also part of its name in "
        "the registry of schemas, which takes no blanks and no colons."
    ),
    "CON-134": (
        "A version is three numbers joined by dots, as Semantic Versioning has it. Pre-releases are not versions of a "
        "contract that others rely on: say `lifecycle: draft` instead."
    ),
    "CON-135": (
        "A source is two or more words joined by dots, 256 characters at most, and lies below the domain's "
        "`event_source` in the registry. EventBridge compares it letter by letter."
    ),
    "CON-136": (
        "The value is none of those that the key takes: classification is public, internal, confidential, personal or "
        "payment; lifecycle is draft, beta, stable, deprecated or retired; compatibility is BACKWARD, FORWARD, FULL "
        "or NONE; ordering is none or subject."
    ),
    "CON-137": "A day is written as RFC 3339 has it, year first: 2027-06-30.",
    "CON-138": (
        "A text of the contract is empty or longer than anybody reads: a description has at most 4,000 characters, a "
        "name 128."
    ),
    "CON-139": (
        "A JSON pointer begins with a slash and names one property after the other, ten at most: /serviceOrder/id. "
        "`subject` leads into the data, `idempotency_key` into the event's detail, so to the data by /data/..."
    ),
    "CON-140": (
        "An event contract has one to twenty examples of the event's data. They are checked against the schema, shown "
        "to readers, and used to try the patterns of subscriptions."
    ),
    "CON-141": (
        "The schema is not JSON Schema 2020-12: a keyword has a value of another type than that dialect gives it, or "
        "`$schema` names another dialect. Lists under `items` became `prefixItems`; `exclusiveMinimum` is a number."
    ),
    "CON-142": (
        "The schema uses a keyword that moves what its references mean, such as `$id` or `$dynamicRef`. Readers, the "
        "registry of schemas and the comparer would each resolve it in their own way. Refer by path inside the "
        "contract's folder."
    ),
    "CON-143": (
        "The schema of one event is made of more than 5,000 schemas, everything it refers to included. Nobody reads "
        "such an event as a whole: publish what changed, not everything that is known."
    ),
    "CON-144": (
        "EventBridge's registry of schemas takes 100,000 characters. The event's schema, lowered to draft 4 and "
        "without white space, has more."
    ),
    "CON-148": (
        "The schema says readOnly or writeOnly, which is about what a client sends and what it gets back. The data of "
        "an event are only ever published, so a comparison would not know whom the property concerns."
    ),
    "EVT-101": (
        "An event's name or source changed. EventBridge matches both letter by letter, so that no rule takes the event "
        "any more and nobody is told. Publish the new event beside the old one, and deprecate that."
    ),
    "EVT-102": (
        "An event's classification changed. Lowered, what protected its data no longer has to: at the publisher, and "
        "in every queue, archive and log of its readers. Raised, its readers have to protect it better than they were "
        "told. Let the owners of the data agree."
    ),
    "EVT-103": (
        "An event's stage of life or last day changed. It moves on from draft over beta and stable to deprecated and "
        "retired, never back; readers plan by the day they were told, so it only ever moves to a later one."
    ),
    "EVT-104": (
        "What readers may rely on changed beside the data: the compatibility they were promised, the subject "
        "they order by, or the key they tell repeated events by. Loosening it may break them at the next event."
    ),
    "EVT-105": (
        "The version of an event does not make the step that its changes take: a major one for what breaks the promise "
        "of the version before, a minor one for what readers can notice, a patch for words. Below 1.0.0 a minor step "
        "is enough."
    ),
    "EVT-106": (
        "Words of an event contract changed: its description, its examples, its owner. Nothing that is checked; the "
        "changelog tells readers."
    ),
    "EVT-107": (
        "An event came or went. Taken away, the rules of its readers match nothing any more and nobody tells them: "
        "deprecate it with a sunset first, and take it away after that day. An event is told by its source and its "
        "name: renamed, the old one went and a new one came; its file may be called anything."
    ),
}
