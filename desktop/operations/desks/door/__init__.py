"""One room's door.

desk          what a reader, a wedge or a person gives, and what becomes of it: a check, a ticket kept, a notice
board         the screen: the verdict or the waiting, the room's seats, everything the door may do
chip_key      the key of a travel document's chip, until the person has gone
second_check  the second check at the seats after the start (C4): a document read there is one more seat seen to
"""
