"""
The life of a policy pack: drafted, checked, released, locked, adopted, left behind.
"""
