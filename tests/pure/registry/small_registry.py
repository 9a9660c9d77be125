"""
A registry with one of everything.
"""

from __future__ import annotations

SMALL = """\
[organisation]
name = "Meridian Connect"
slug = "meridian"
problem_base = "https://problems.meridian.example/"
aws_provider = ">= 5.100, < 7"

[identity]
domain_prefix = "meridian-connect"

[environments.sandbox]
account = "123456789012"
region = "eu-west-1"
state = { kind = "local" }
default = true

[environments.production]
account = "210987654321"
region = "eu-central-1"
state = { kind = "s3", bucket = "meridian-terraform-state", region = "eu-central-1" }

[hosts.public]
audience = "external"
domain_name = { sandbox = "api.sandbox.meridian.example", production = "api.meridian.example" }
zone = { sandbox = "sandbox.meridian.example", production = "meridian.example" }

[domains.ordering]
title = 'Orders'
owners = ["ordering-leads"]
contact = "ordering@meridian.example"
on_call = "pager: ordering"
classification = "personal"
paths = [{ host = "public", prefix = "/ordering" }]
event_source = "meridian.ordering"
scope_prefix = "ordering"
alb_priorities = { first = 2000, last = 2999 }
packs = { baseline = "~= 1.0" }

[domains.delivery]
title = "Delivery"
owners = ["delivery-leads"]
contact = "delivery@meridian.example"
on_call = "pager: delivery"
classification = "internal"
paths = [{ host = "public", prefix = "/delivery" }]
accepts = [{ from = "ordering", host = "public", prefix = "/ordering/v1/tracking" }]
event_source = "meridian.delivery"
scope_prefix = "delivery"
alb_priorities = { first = 3000, last = 3999 }
packs = { baseline = ">= 1.0, < 2" }

[domains.platform]
title = "Platform"
owners = ["platform-team"]
contact = "platform@meridian.example"
on_call = "pager: platform"
classification = "internal"
event_source = "meridian.platform"
scope_prefix = "platform"
packs = {}
platform = true

[[delegations]]
host = "public"
prefix = "/ordering/v1/tracking"
from = "ordering"
to = "delivery"
reason = "tracking is delivery's data"
expires = 2027-06-30

[[reserved]]
prefix = "/status"
reason = "the status page"

[audiences.external.packs]
external-api = "~= 1.0"

[classifications.personal.packs]
baseline = ">= 1.2"
privacy = "~= 1.0"

[quotas]
"apigateway.resources-per-api" = 300
"""
