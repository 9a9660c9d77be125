"""
A second opinion on deployment roles: iam-simulate, which also holds every request against AWS's own reference.
"""
