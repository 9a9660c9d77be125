"""
Where a check of checkov's has no answer by its own words, it is not missed; where it has one, it is.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.adapters.checkov.unasked import unasked_of


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"load_balancer_type": "network"}, {"CKV_AWS_131"}),
        ({"load_balancer_type": "gateway"}, {"CKV_AWS_131"}),
        ({"load_balancer_type": "application"}, set()),
        ({"load_balancer_type": "${var.kind}"}, set()),
        ({}, set()),
        ({"protocol": "TCP", "target_type": "alb"}, {"CKV_AWS_261"}),
        ({"protocol": "HTTPS"}, set()),
        ({"protocol": ["TCP"]}, set()),
        ({"protocol": "${var.protocol}"}, set()),
    ],
    ids=str,
)
def test_only_what_a_check_cannot_be_about_is_left_out(body: dict[str, Any], expected: set[str]):
    """A kind that is said decides; one that only Terraform will know leaves the check missed."""
    assert expected == unasked_of(body)
