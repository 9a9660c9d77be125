"""
Stories about contracts: compared with what they were, with who accepts a break and whom it hits.
"""
