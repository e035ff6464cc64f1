"""The command line, over the same operations as the windows.

main.py      one command, one answer, exit 0 done, 1 refused, 2 wrong usage, 3 our fault
grammar.py   how words and options are read; help
commands.py  every command with its words and options, as data
answer.py    how an answer is said: one JSON document or Chinese text
shared.py    what commands share: the home, the record, times, signatures
plan.py      plan import, template, fetch, arrange, show, workbooks, check, mark, waive, publish; desk enrol
door.py      door, one check or one a line
day.py       act
record.py    record show, verify, export, results, merge
wires.py     hub, sync
travel.py    a travel document's key as words of a command
paper/       print, report; record sheets
rooms/       plan seats and room layouts
site.py      open, desk remember and forget, read-id, rehearse, selftest
"""
