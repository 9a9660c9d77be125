"""
What changed between two versions of a contract, who is affected, and whether it breaks them.
"""
