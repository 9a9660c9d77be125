"""
A certificate for a host name, proved by DNS and so renewed by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificate, AcmCertificateOptions
from cdktf_cdktf_provider_aws.acm_certificate_validation import AcmCertificateValidation
from cdktf_cdktf_provider_aws.route53_record import Route53Record
from constructs import Construct

__all__ = ["proved_certificate"]

_VALIDATION_TTL_SECONDS: Final = 60


def proved_certificate(scope: Construct, name: str, *, zone_id: str, also: Sequence[str] = ()) -> str:
    """
    Define a certificate with the records that prove it, and return its ARN, which is known once it is proved.

    Args:
        scope: Where `certificate`, `proof` and `validated` are made.
        name: The DNS name that it is for.
        zone_id: The public hosted zone that holds it; may be a Terraform reference.
        also: Other names of the same zone that it is for.
    """
    certificate = AcmCertificate(
        scope,
        "certificate",
        domain_name=name,
        subject_alternative_names=[*also] or None,
        validation_method="DNS",
        key_algorithm="RSA_2048",
        options=AcmCertificateOptions(certificate_transparency_logging_preference="ENABLED"),
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
    )
    options = f"{certificate.fqn}.domain_validation_options"
    # the attribute is a set, which has no index of its own; of one name there is one option
    proofs = [_proof(scope, "proof", f"tolist({options})[0]" if not also else _of(name, options), zone_id)]
    proofs += [_proof(scope, f"proof-{one.partition('.')[0]}", _of(one, options), zone_id) for one in also]
    validated = AcmCertificateValidation(
        scope, "validated", certificate_arn=certificate.arn, validation_record_fqdns=[one.fqdn for one in proofs]
    )
    return str(validated.certificate_arn)


def _of(name: str, options: str) -> str:
    return f'[for each in {options} : each if each.domain_name == "{name}"][0]'


def _proof(scope: Construct, id: str, option: str, zone_id: str) -> Route53Record:
    return Route53Record(
        scope,
        id,
        zone_id=zone_id,
        name=f"${{{option}.resource_record_name}}",
        type=f"${{{option}.resource_record_type}}",
        records=[f"${{{option}.resource_record_value}}"],
        ttl=_VALIDATION_TTL_SECONDS,
        allow_overwrite=True,
    )
