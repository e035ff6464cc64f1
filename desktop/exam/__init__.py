"""FLOOR 1, the rules of an exam: pure functions over frozen data, standard library only.

plan/   before the day: the plan, seats, staff, deadlines, set-up checks, catalogue, document numbers
rules/  the rule set and the protocol: regulation as data, with clauses
frame/  what every rule of the day is made of: commands, facts, state, context, rights, gates
identity/  whom a document speaks of, and what in it speaks against them
day/    the nouns of the day: admission, custody, balance, ...; `decide` and `fold`
evidence/  what is shown beside what is written: photos

No clock, no files, no Qt, no SQL here: time and data are handed in.
"""
