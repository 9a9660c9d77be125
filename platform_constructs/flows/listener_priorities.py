"""
Holds the listener rules that a stack was written with to its domain's band of priorities.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.model.finding import Finding
from platform_constructs.model.plan import PlannedStack
from platform_constructs.ownership.priorities import out_of_band
from platform_constructs.policy.reading.values import Known
from platform_constructs.policy.view import View

__all__ = ["hand_set"]


def hand_set(view: View, stack: PlannedStack) -> Iterator[Finding]:
    """Yield each listener rule whose priority is not its domain's; what only Terraform will know counts as none."""
    domain = stack.site.domain
    computed = {rule.name: rule.priority for rule in stack.listeners}  # on delegated ground, of the giver's band
    for rule in view.of_type("aws_lb_listener_rule"):
        value = rule.number("priority")
        number = value.value if isinstance(value, Known) and isinstance(value.value, int) else None
        name = rule["tags.Name"]
        if isinstance(name, Known) and number is not None and computed.get(str(name.value)) == number:
            continue
        fault = out_of_band(
            number,
            domain.alb_priorities,
            owner=domain.name,
            name=rule.address,
            at=stack.declaration.place,
            stack=stack.name,
        )
        if fault is not None:
            yield fault
