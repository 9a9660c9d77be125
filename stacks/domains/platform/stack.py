"""What the platform team offers to every domain."""

from platform_constructs import Account, Delivery, Edge, IdentityPool, LoadBalancer, Network, Partners

account = Account(domain="platform")
delivery = Delivery(domain="platform")
identity = IdentityPool(domain="platform")
edge = Edge(domain="platform", host="public")
internal_edge = Edge(domain="platform", host="internal")
network = Network(domain="platform", cidr={"sandbox": "10.40.0.0/20", "production": "10.41.0.0/20"})
balancer = LoadBalancer(domain="platform")
partners = Partners(domain="platform", file="partners.toml")
