"""
Certificates: issued once their validation record is in a hosted zone, not by waiting.
"""

from __future__ import annotations

from typing import Any

from moto.acm import models
from moto.route53.models import route53_backends

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct DNS validation."""

    @wraps_method(models.CertBundle, "check")
    def check(original: Any, self: Any) -> None:
        # moto issues every certificate after a minute, whether or not anybody proved the domain.
        del original
        if self.type != "AMAZON_ISSUED" or self.status != "PENDING_VALIDATION":
            return
        account = self.arn.split(":")[4]
        present = {
            (record.name.rstrip("."), value.rstrip("."))
            for backend in route53_backends[account].values()
            for zone in backend.zones.values()
            for record in zone.rrsets
            if record.type == "CNAME"
            for value in record.records
        }
        options = self.describe()["Certificate"]["DomainValidationOptions"]
        wanted = {
            (option["ResourceRecord"]["Name"].rstrip("."), option["ResourceRecord"]["Value"].rstrip("."))
            for option in options
        }
        if wanted <= present:
            self.status = "ISSUED"
