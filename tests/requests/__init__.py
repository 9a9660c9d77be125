"""
The sample's public API, deployed by real terraform onto a local AWS that serves requests, and asked.
"""
