"""`make fuzz`: a million spoiled inputs for every parser of what comes from outside, in minutes.

parser.py     what a parser under trial is
mutation.py   valid bytes, texts and lists of pieces, spoiled
trees.py      objects of tag, length and value, spoiled where it hurts, with the lengths around them put right
running.py    processes that try inputs, watched from outside: what hangs or kills one is named
report.py     the table
samples.py    parsers that go wrong, for the tests of all this
parsers/      every parser with its valid inputs and the errors it may raise
"""
