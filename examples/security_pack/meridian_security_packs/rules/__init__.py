"""
The rules, one a file. Nothing is registered by being here: a pack names the rules it wants asked.
"""
