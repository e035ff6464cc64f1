"""What every rule of the day is made of.

command.py  Command, Signature, Fact, Refused, and Spec: how a command looks from outside
state.py    the folded state of each aggregate; seated.py who sits where by it
folded.py   State, which holds them all
pauses.py   what suspensions give back together (G13)
context.py  plan + rules + state, with the questions rules ask (who is on duty, when does this room end, ...)
rights.py   who must sign a command (two-person rules, X4)
gates.py    from when, until when and after what a command is allowed (X1)
given.py    an entry's data read with care: signed, yet foreign
"""
