"""Going round a room.

second_check   the second check at the seats after the start (C4): a document read there is one more seat seen to
"""
