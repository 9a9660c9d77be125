"""
Two versions of a schema: what changed for those who write the data and for those who read it.
"""
