"""
Real terraform and the real AWS provider against a local AWS.
"""
