"""
From many packs to one law for a domain: the strictest wins, and every value knows its reasons.
"""
