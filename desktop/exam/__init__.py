"""FLOOR 1, the rules of an exam: pure functions over frozen data, standard library only.

plan/   before the day: the plan, seats, staff, deadlines, set-up checks, catalogue, document numbers
rules/  the rule set and the protocol: regulation as data, with clauses
day/    on the day: commands, verdicts, gates, custody, balances; `decide` and `apply`

No clock, no files, no Qt, no SQL here: time and data are handed in.
"""
