"""
Loaded by checkov, in its own process: checkov only imports checks from a folder that is a package.
"""
