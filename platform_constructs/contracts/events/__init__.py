"""
Event contracts: read, judged, compared, and written out for EventBridge's schema registry and as AsyncAPI.
"""
