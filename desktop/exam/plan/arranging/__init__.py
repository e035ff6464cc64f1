"""How the seats and duties of a plan are found.

`findings.py` what an arrangement has to say; `slots.py` which sittings overlap; `rooms.py` which group sits in which
rooms; `neighbours.py` who sits where inside a room; `avoidance.py` who must not meet whom; `matching.py` people to
rooms as an assignment problem; `posts.py` one post set by hand.
"""
