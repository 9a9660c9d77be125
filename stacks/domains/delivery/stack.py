"""What the delivery domain offers."""

from platform_constructs import HttpBackend, InternalApi, MockBackend, PublicApi

delivery = HttpBackend(url="https://delivery.{environment}.internal.meridian.example")

api = PublicApi(domain="delivery", backend=delivery)

# Below ordering's prefix: a part of it is delegated to us in platform.toml.
tracking = PublicApi(domain="delivery", name="tracking", contract="tracking.yaml", backend=delivery)

# For our own services: ordering holds visits for its orders. Slots are listed from the example until planning is moved.
slots = {"listSlots": MockBackend()}
capacity = InternalApi(domain="delivery", backend=delivery, operations=slots)
