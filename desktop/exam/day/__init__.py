"""The nouns of the day. Each file holds its commands' rules, the table of commands and the table that folds its facts.

protocol.py    orders and ticked steps; where every step stands
staffing.py    report-in, badges, clocks, replacements and stand-ins (N2, R)
custody.py     bags from the secure room to marking (S, C7, C8)
balance.py     counting papers, C1 to C6, sealing order (G10)
verdict.py     who stands at the door: the verdicts of V
admission.py   what the door writes: admitted, refused, signed, forced, annulled
presence.py    hand-in, leaving with escort, absentees
incidents.py   misconduct, incidents, suspension and extension, alarms, calls
corrections.py corrections (Art 28), moved seats, conflicts decided, bars
roomrecord.py  a room's and a sitting's summary and closing
desks.py       what desks write by themselves: enrolment, clocks, readers
"""
