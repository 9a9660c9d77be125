"""
Mutation testing: one small fault at a time is put into a rule or into the policy room, and a case or test must fail.

`make mutants` runs it. What is mutated, by whose operators, and what is spared and why: `operators.py`, `spared.py`.
"""
