"""
What is written held to the law: rules asked, values and escape hatches checked, waivers weighed.
"""
