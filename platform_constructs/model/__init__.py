"""
The nouns every room shares. Frozen; they know nothing of files, tools or cdktf.
"""
