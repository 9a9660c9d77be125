"""
A certificate for a host name, proved by DNS and so renewed by itself.
"""

from __future__ import annotations

from typing import Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificate, AcmCertificateOptions
from cdktf_cdktf_provider_aws.acm_certificate_validation import AcmCertificateValidation
from cdktf_cdktf_provider_aws.route53_record import Route53Record
from constructs import Construct

__all__ = ["proved_certificate"]

_VALIDATION_TTL_SECONDS: Final = 60


def proved_certificate(scope: Construct, name: str, *, zone_id: str) -> str:
    """
    Define a certificate with the record that proves it, and return its ARN, which is known once it is proved.

    Args:
        scope: Where `certificate`, `proof` and `validated` are made.
        name: The one DNS name that it is for.
        zone_id: The public hosted zone that holds it; may be a Terraform reference.
    """
    certificate = AcmCertificate(
        scope,
        "certificate",
        domain_name=name,
        validation_method="DNS",
        key_algorithm="RSA_2048",
        options=AcmCertificateOptions(certificate_transparency_logging_preference="ENABLED"),
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
    )
    # one name, so one option; the attribute is a set, which has no index of its own
    option = f"tolist({certificate.fqn}.domain_validation_options)[0]"
    proof = Route53Record(
        scope,
        "proof",
        zone_id=zone_id,
        name=f"${{{option}.resource_record_name}}",
        type=f"${{{option}.resource_record_type}}",
        records=[f"${{{option}.resource_record_value}}"],
        ttl=_VALIDATION_TTL_SECONDS,
        allow_overwrite=True,
    )
    validated = AcmCertificateValidation(
        scope, "validated", certificate_arn=certificate.arn, validation_record_fqdns=[proof.fqdn]
    )
    return str(validated.certificate_arn)
