"""What the delivery domain offers."""

from platform_constructs import HttpBackend, PublicApi

delivery = HttpBackend(url="https://delivery.{environment}.internal.meridian.example")

api = PublicApi(domain="delivery", backend=delivery)

# Below ordering's prefix: a part of it is delegated to us in platform.toml.
tracking = PublicApi(domain="delivery", name="tracking", contract="tracking.yaml", backend=delivery)
