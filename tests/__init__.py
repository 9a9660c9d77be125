"""
What we promise, as tests. A package, so that one folder's fakes can be imported by name from its tests.
"""
