# What pictures are called where they cannot be seen.

look-seats = Seat map
