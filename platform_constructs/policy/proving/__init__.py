"""
What a rule must bring before it may judge: a harmless source, its cases and the verdicts it gave them.
"""
