"""
A local AWS that serves requests: ministack in a process and an environment of its own, with what it lacks added.
"""
