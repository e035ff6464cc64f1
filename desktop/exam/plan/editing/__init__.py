"""What people change by hand in an arranged plan.

`moves.py` somebody to another seat, weighed before it is done; `shapes.py` a room's layout and what another one would
cost; `reasons.py` why somebody sits where they sit; `locks.py` seats that paper holds; `change.py` seats put into the
plan, and taken back; `posts.py` the same for posts.
"""
