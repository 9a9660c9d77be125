"""
One story per file. A flow brings neighbouring rooms together and states the ports it needs.
"""
