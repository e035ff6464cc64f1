"""The command line, over the same operations as the windows.

main.py    options, exit codes (0 done, 1 refused, 2 wrong usage, 3 our fault), and the list of commands
answer.py  how an answer is said: one JSON document or Chinese text
shared.py  what commands share: the home, the record, times, signatures
plan.py    plan import, template, fetch, arrange, show, check, mark, publish; desk enrol
day.py     door, act, read-id
record.py  record show, verify, export, merge
wires.py   hub, sync
paper.py   print, report
site.py    rehearse, selftest, open
"""
