"""What the platform team offers to every domain."""

from platform_constructs import Account, Delivery, Edge, IdentityPool

account = Account(domain="platform")
delivery = Delivery(domain="platform")
identity = IdentityPool(domain="platform")
edge = Edge(domain="platform", host="public")
