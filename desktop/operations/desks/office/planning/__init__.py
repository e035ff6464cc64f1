"""The office before the day: pages with work of their own, and the jobs of their keys.

imports   a roster file: read, its columns matched, its cells put right, then taken
findings  the page of it
dates     the plan: every rule with its last day, the calendar, another first day tried
steps     which step comes next, and the rules of each
posts     people: posts by room and role, one changed by hand
"""
