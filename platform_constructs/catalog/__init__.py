"""
What the organisation has, told to others: pure.
"""
