"""
The security team's packs and rules. `paved` reads this package as files: nothing here is imported by a synth.
"""
