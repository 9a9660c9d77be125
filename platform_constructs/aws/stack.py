"""
The Terraform stack that every paved road starts from.
"""

from __future__ import annotations

from typing import Final

import cdktf
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderDefaultTags
from constructs import Construct

from platform_constructs.model.environment import S3State
from platform_constructs.model.plan import Site

__all__ = ["RoadStack"]


class RoadStack(cdktf.TerraformStack):
    """
    Define a stack bound to one account, with its state and the tags of its owner.

    Always: the provider refuses every account but the environment's; every resource is tagged with
    its owner and data classification.

    Attributes:
        site: Where it stands.
        beside: Files to be written beside its Terraform: contents by path.
    """

    def __init__(self, scope: Construct, site: Site) -> None:
        super().__init__(scope, site.stack)
        self.site: Final = site
        self.beside: Final[dict[str, bytes]] = {}
        AwsProvider(
            self,
            "aws",
            region=site.environment.region,
            allowed_account_ids=[site.environment.account],
            default_tags=[AwsProviderDefaultTags(tags=_tags(site))],
        )
        # the bindings pin the provider they were generated from; ADR 0004 says why a range is right
        self.add_override(
            "terraform.required_providers.aws",
            {"source": "hashicorp/aws", "version": site.organisation.aws_provider},
        )
        self._keep_state(site)

    def _keep_state(self, site: Site) -> None:
        state, key = site.environment.state, f"{site.environment.name}/{site.stack}.tfstate"
        if isinstance(state, S3State):
            cdktf.S3Backend(
                self, bucket=state.bucket, key=key, region=state.region, encrypt=True, kms_key_id=state.kms_key_id
            )
            self.add_override("terraform.backend.s3.use_lockfile", True)
        else:
            # beside the project, not under the output folder: a new synth replaces that folder
            cdktf.LocalBackend(self, path=f"../../../.paved/state/{key}")


def _tags(site: Site) -> dict[str, str]:
    return {
        "cost-center": site.domain.name,
        "data-classification": site.domain.classification.value,
        "domain": site.domain.name,  # deployment roles go by it: ownership.permissions
        "environment": site.environment.name,
        "managed-by": "platform-constructs",
        "owner": site.domain.contact,
        "stack": site.stack,
        "team": site.domain.owners[0],
    }
