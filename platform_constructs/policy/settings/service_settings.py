"""
The settings of containers, functions and the load balancer.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.policy.settings.building import choice, number
from platform_constructs.policy.settings.definition import SettingDefinition

__all__ = ["SERVICE_SETTINGS"]

# AWS's names; those that resist quantum computers first, the restricted ones before the wider.
_BALANCER_TLS: Final = (
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
)

SERVICE_SETTINGS: Final[tuple[SettingDefinition, ...]] = (
    number(
        "function.concurrency",
        "at_most",
        "executions",
        "How many executions of a function may run at once: kept for it, and its upper bound.",
        "aws_lambda_function.reserved_concurrent_executions",
        most=1_000,  # of a whole account, unless AWS granted more; 100 of them stay unreserved
    ),
    number(
        "container.least_tasks",
        "at_least",
        "tasks",
        "How many tasks of a container always run.",
        "aws_appautoscaling_target.min_capacity",
        most=1_000,  # of an ECS service is 5,000; no declaration takes more than this
    ),
    number(
        "container.rollback_errors",
        "at_most",
        "errors per minute",
        "How many answers with 500 or more roll a new version of a container back.",
        "aws_cloudwatch_metric_alarm.threshold",
    ),
    choice(
        "balancer.tls_policy",
        "Which TLS versions and ciphers the load balancer accepts.",
        _BALANCER_TLS,
        "aws_lb_listener.ssl_policy",
    ),
)
"""What a service may choose, and the load balancer before it."""
