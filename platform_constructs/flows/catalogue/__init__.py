"""
From what was built to each API's manifest, and from manifests to what other catalogues read.
"""
