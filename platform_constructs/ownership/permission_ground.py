"""
What a deployment role is compiled from, and the words its statements are made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from platform_constructs.model.environment import Environment
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.model.permission import Condition, Effect, Statement

__all__ = ["TAG", "Ground", "may", "never", "tagged", "to_be_tagged"]

TAG: Final = "domain"
"""The tag that every stack puts on everything it makes; its value is the owning domain."""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What a deployment role is compiled from.

    Attributes:
        organisation: The registry.
        environment: Where it deploys to.
        domain: Whose it is.
        stacks: The domain's stacks, sorted.
        reads: Stacks of others whose published parameters it reads, sorted.
    """

    organisation: Organisation
    environment: Environment
    domain: Domain
    stacks: tuple[str, ...]
    reads: tuple[str, ...]

    def arn(self, service: str, resource: str, *, region: bool = True, account: bool = True) -> str:
        """Return an ARN in this account and Region."""
        where = self.environment.region if region else ""
        whose = self.environment.account if account else ""
        return f"arn:aws:{service}:{where}:{whose}:{resource}"

    @property
    def stems(self) -> tuple[str, ...]:
        """
        What the names of the domain's stacks look like, as IAM's patterns.

        Every stack's name begins with its domain's, so one pattern does for all of them: policies are short. Where
        another domain's name goes on from this one's, such as `ordering-eu` from `ordering`, each stack is named.
        """
        goes_on = f"{self.domain.name}-"
        if any(other.startswith(goes_on) for other in self.organisation.domains):
            return self.stacks
        return (f"{goes_on}*",)

    def named(self) -> tuple[str, ...]:
        """Return patterns of the AWS names of the domain's stacks."""
        return tuple(f"{self.organisation.slug}-{self.environment.name}-{stem}" for stem in self.stems)

    def log_groups(self) -> tuple[str, ...]:
        """Return the ARNs of the log groups that the domain's stacks make."""
        # AWS asks with the group's ARN as it is, with :* after it, or with :log-stream:, by the operation
        access = [f"/aws/apigateway/{name}/access*" for name in self.named()]
        firewall = [f"aws-waf-logs-{name}" for name in self.named()]
        streams = [f"{name}:*" for name in firewall if not name.endswith("*")]
        execution = "API-Gateway-Execution-Logs_*"  # after the API's id, which nobody knows before it is made
        return tuple(self.arn("logs", f"log-group:{name}") for name in (*access, *firewall, *streams, execution))

    def parameters(self, stacks: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ARNs of the parameters that stacks publish."""
        above = f"parameter/{self.organisation.slug}/{self.environment.name}"
        return tuple(self.arn("ssm", f"{above}/{stack}/*") for stack in stacks)


def tagged(ground: Ground) -> Condition:
    """Return the condition that a thing is tagged as the domain's."""
    return Condition("StringEquals", f"aws:ResourceTag/{TAG}", (ground.domain.name,))


def to_be_tagged(ground: Ground) -> Condition:
    """Return the condition that a request tags a thing as the domain's."""
    return Condition("StringEquals", f"aws:RequestTag/{TAG}", (ground.domain.name,))


def may(sid: str, actions: tuple[str, ...], resources: tuple[str, ...], why: str, *only: Condition) -> Statement:
    """Return a statement that allows, under all of the conditions."""
    return _statement(sid, "Allow", actions, resources, why, only)


def never(sid: str, actions: tuple[str, ...], resources: tuple[str, ...], why: str, *only: Condition) -> Statement:
    """Return a statement that denies, under all of the conditions."""
    return _statement(f"No{sid}", "Deny", actions, resources, why, only)


def _statement(
    sid: str,
    effect: Effect,
    actions: tuple[str, ...],
    resources: tuple[str, ...],
    why: str,
    conditions: tuple[Condition, ...],
) -> Statement:
    return Statement(sid, effect, actions, resources, why, conditions)
