"""
What pulling an image asks for: it comes from a registry of ECR, or nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

__all__ = ["pull_statements"]

_REPOSITORY: Final = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<name>[^:@]+)"
)


def pull_statements(images: Iterable[str]) -> list[dict[str, Any]]:
    """
    Return the statements that let a role pull images from ECR, each from its own repository; none for other registries.

    Args:
        images: URIs, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders@sha256:...`.
    """
    found = (_REPOSITORY.match(image) for image in images)
    arns = {f"arn:aws:ecr:{one['region']}:{one['account']}:repository/{one['name']}" for one in found if one}
    if not arns:
        return []
    return [
        {
            "Sid": "SignInToTheImageRegistry",
            "Effect": "Allow",
            "Action": "ecr:GetAuthorizationToken",
            "Resource": "*",
        },
        {
            "Sid": "PullItsImages",
            "Effect": "Allow",
            "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            "Resource": sorted(arns),
        },
    ]
