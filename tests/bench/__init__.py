"""What `make bench` measures: our work beside its yardstick, both in the same run, turn by turn.

measure.py    turns, medians, and a measure with its reach
site.py       the sites of invented people the work is done on
doors.py      one door decision beside one durable row
opening.py    a home of 50,000 entries beside reading and parsing its rows
rosters.py    import beside calamine; seats and staff
records.py    text records of a security module beside decoding the same bytes
passports.py  a passport over the virtual reader beside its bare exchange
searching.py  Ctrl+F over 10,000 candidates
paper/        10,000 labels and 340 sheets beside a canvas written by hand, every form; signed sheets read back
readers/      cards to verdicts, mixed reads, a reader that waits: on the real PC/SC service
verifying.py  a whole record beside Ed25519 alone
screens/      paint, readiness and memory beside a bare window; a verdict and 10,000 rows to their paint; the chief's
              sixty rooms under 200 changes a second
"""
