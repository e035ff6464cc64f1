"""The planning rules of the regulation, each with its clause.

`params.py` the numbers; `calendar.py` working days and calendar months; `checked.py` the answer of one rule;
`deadlines.py` D1-D13, `other_texts.py` D14-D22, `setup.py` N1-N14, `waiver.py` N2's waiver;
`timeline.py` every limit for a chosen first day.
"""
