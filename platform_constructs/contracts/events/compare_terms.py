"""
What an event's readers were told beside its schema, and what has become of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.events.event import Compatibility, EventContract, Lifecycle, Ordering
from platform_constructs.model.organisation import Classification

__all__ = ["compare_terms"]

_INFO, _WARN, _BREAKING = Severity.INFO, Severity.WARN, Severity.BREAKING
_ROUTED: Final = "rules match source and detail type letter by letter, so that no rule takes it any more"
_PROMISES: Final = {
    Compatibility.NONE: frozenset[str](),
    Compatibility.BACKWARD: frozenset({"backward"}),
    Compatibility.FORWARD: frozenset({"forward"}),
    Compatibility.FULL: frozenset({"backward", "forward"}),
}


def compare_terms(old: EventContract, new: EventContract) -> Iterator[Change]:
    """Yield what changed outside the schema, each with its severity."""
    yield from _differs(old, new, "event", old.name, new.name, "event-name-changed", _BREAKING, _ROUTED)
    yield from _differs(old, new, "source", old.source, new.source, "event-source-changed", _BREAKING, _ROUTED)
    why = "readers ask the owner, and its grants are the owner's to give"
    yield from _differs(old, new, "owner", old.owner, new.owner, "event-owner-changed", _WARN, why)
    yield from _classification(old, new)
    yield from _lifecycle(old, new)
    yield from _sunset(old, new)
    yield from _promise(old, new)
    why = "readers order and group events by their subject"
    yield from _differs(old, new, "subject", old.subject, new.subject, "event-subject-changed", _BREAKING, why)
    yield from _delivery(old, new)
    why = "words for people; nothing that is checked"
    args = (old, new, "description", old.description, new.description)
    yield from _differs(*args, "event-description-changed", _INFO, why, is_short=False)
    before, after = ([each.value for each in event.examples] for event in (old, new))
    yield from _differs(old, new, "examples", before, after, "event-examples-changed", _INFO, why, is_short=False)


def _change(
    old: EventContract, new: EventContract, key: str, id_: str, severity: Severity, what: str, why: str
) -> Change:
    before, after = old.root.get(key), new.root.get(key)
    return Change(
        id=id_,
        severity=severity,
        what=what,
        why=why,
        old=before.place if before is not None else None,
        new=after.place if after is not None else None,
        component=new.name,
        path=key,
    )


def _differs(
    old: EventContract,
    new: EventContract,
    key: str,
    before: Any,
    after: Any,
    id_: str,
    severity: Severity,
    why: str,
    *,
    is_short: bool = True,
) -> Iterator[Change]:
    if before != after:
        what = f"{key} changed from `{before or 'nothing'}` to `{after or 'nothing'}`" if is_short else f"{key} changed"
        yield _change(old, new, key, id_, severity, what, why)


def _classification(old: EventContract, new: EventContract) -> Iterator[Change]:
    order = list(Classification)
    before, after = old.classification, new.classification
    if order.index(after) < order.index(before):
        what = f"classification was lowered from `{before.value}` to `{after.value}`"
        why = "what protected the data no longer has to, at the publisher and at every reader"
        yield _change(old, new, "classification", "event-classification-lowered", _BREAKING, what, why)
    elif before is not after:
        what = f"classification was raised from `{before.value}` to `{after.value}`"
        why = "readers have to protect their queues, archives and logs better than they were told"
        yield _change(old, new, "classification", "event-classification-raised", _WARN, what, why)


def _lifecycle(old: EventContract, new: EventContract) -> Iterator[Change]:
    order = list(Lifecycle)
    before, after = old.lifecycle, new.lifecycle
    what = f"lifecycle changed from `{before.value}` to `{after.value}`"
    if order.index(after) < order.index(before):
        why = "an event only ever moves on: readers have relied on what it was called"
        yield _change(old, new, "lifecycle", "event-lifecycle-decreased", _BREAKING, what, why)
    elif after is Lifecycle.RETIRED and before in (Lifecycle.BETA, Lifecycle.STABLE):
        why = "readers have had no time: it was never deprecated"
        yield _change(old, new, "lifecycle", "event-retired-unannounced", _BREAKING, what, why)
    elif before is not after:
        yield _change(old, new, "lifecycle", "event-lifecycle-changed", _INFO, what, "readers can see where it stands")


def _sunset(old: EventContract, new: EventContract) -> Iterator[Change]:
    before, after = old.sunset, new.sunset
    if before == after:
        return
    if before is None or after is None:
        what = f"sunset was {'dropped' if after is None else 'set'}: `{after or before}`"
        why = "readers know from it until when they can move"
        yield _change(old, new, "sunset", "event-sunset-changed", _INFO, what, why)
    elif after < before:
        what = f"sunset was moved from `{before}` to the earlier `{after}`"
        why = "readers have planned with the day they were told"
        yield _change(old, new, "sunset", "event-sunset-moved-earlier", _BREAKING, what, why)
    else:
        what = f"sunset was moved from `{before}` to the later `{after}`"
        yield _change(old, new, "sunset", "event-sunset-changed", _INFO, what, "readers have more time")


def _promise(old: EventContract, new: EventContract) -> Iterator[Change]:
    before, after = old.compatibility, new.compatibility
    if before is after:
        return
    what = f"compatibility changed from `{before.value}` to `{after.value}`"
    if _PROMISES[before] - _PROMISES[after]:
        why = "the version after this one may break readers who were promised that none would"
        yield _change(old, new, "compatibility", "event-compatibility-loosened", _WARN, what, why)
    else:
        why = "readers are promised more"
        yield _change(old, new, "compatibility", "event-compatibility-tightened", _INFO, what, why)


def _delivery(old: EventContract, new: EventContract) -> Iterator[Change]:
    before, after = old.delivery, new.delivery
    if before.ordering is not after.ordering:
        what = f"ordering changed from `{before.ordering.value}` to `{after.ordering.value}`"
        if after.ordering is Ordering.NONE:
            why = "readers that rely on the order take an older state for the newer one"
            yield _change(old, new, "delivery", "event-ordering-dropped", _BREAKING, what, why)
        else:
            yield _change(old, new, "delivery", "event-ordering-added", _INFO, what, "readers are promised more")
    if before.idempotency_key != after.idempotency_key:
        what = f"the idempotency key changed from `{before.idempotency_key}` to `{after.idempotency_key}`"
        why = "readers that drop repeated events by the old key drop others now, or none"
        yield _change(old, new, "delivery", "event-idempotency-key-changed", _BREAKING, what, why)
