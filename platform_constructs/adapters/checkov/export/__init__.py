"""
Our rules as a folder of checks that a plain checkov can run: what goes into it, and how it is written.
"""
