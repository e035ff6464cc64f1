"""Who a document speaks of (002 Art 19).

reading     what a reader, a scanner or the keyboard gave
names       comparing names as a proctor would, and where two of them differ
pinyin      whether a Latin name is how a Chinese one is read
match       from a reading to the candidate, and what in it speaks against that
tokens      contactless chips of tickets, badges and resident cards, known by a digest
"""
