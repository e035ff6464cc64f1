"""Seats, rooms and posts of the draft changed by hand.

`seats.py` somebody moved, a step taken back, why somebody sits somewhere; `layouts.py` a room drawn anew;
`steps.py` what can be taken back, over a restart too; `printed.py` seats locked by what was printed; `reasons.py` all
of it in sentences.
"""
