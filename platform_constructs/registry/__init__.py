"""
The registry: platform.toml becomes the model, or an error that names line, key and fix.

The file, by table. Everything not marked optional is required; unknown keys are refused.

    [organisation]          name, slug, problem_base, aws_provider
    [identity]              domain_prefix
    [catalogue]             contracts, manifests, status, sunset = "https://...", each optional (optional)
    [contracts]             profile = "standard", audiences = {AUDIENCE = "profile"} (optional),
                            problem_types = ["quote-expired"] (optional)              (optional)
    [delivery]              issuer, audience (optional)                               (optional)
    [environments.NAME]     account = "12 digits", region, state = {kind = "local"} or
                            {kind = "s3", bucket, region, kms_key_id (optional)}, default = true (exactly one)
    [hosts.NAME]            audience = "external" or "internal",
                            domain_name = {ENVIRONMENT = "DNS name"}, zone = {ENVIRONMENT = "hosted zone"}
    [balancer]              domain_name, zone = {ENVIRONMENT = ...} as of a host,
                            private_link = "network-load-balancer" or "load-balancer" (optional) (optional)
    [domains.NAME]          title, owners = ["team"], contact, on_call,
                            classification = "public", "internal", "confidential", "personal" or "payment",
                            paths = [{host, prefix}] (optional), event_source, scope_prefix,
                            alb_priorities = {first, last} (optional), packs = {PACK = "version range"},
                            platform = true (exactly one), accepts = [{from, host, prefix}] (optional),
                            pipelines = {ENVIRONMENT = ["token subject"]} (optional),
                            contract_profile = "profile" (optional)
    [[delegations]]         host, prefix, from, to, reason, expires = 2027-03-31      (optional, repeated)
    [[grants]]              kind = "scope", from, to, name, reason, expires           (optional, repeated)
                            kind = "publish" or "subscribe", from, to, source, detail_type (optional), reason, expires
    [[reserved]]            prefix, reason                                            (optional, repeated)
    [audiences.AUDIENCE.packs]             PACK = "version range"                     (optional)
    [classifications.CLASSIFICATION.packs] PACK = "version range"                     (optional)
    [quotas]                "quota name" = number granted by AWS                      (optional)
"""
