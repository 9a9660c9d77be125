"""
The API standard: what a rule is, what it is asked about, and the profiles that say how much it matters.
"""
