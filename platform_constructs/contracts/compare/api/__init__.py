"""
Two versions of an OpenAPI document: what changed for whom, and the version step it takes.
"""
