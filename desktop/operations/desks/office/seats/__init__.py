"""The page of seats behind the office's desk.

`desk.py` what is done there; `board.py` a sitting's rooms and one room desk by desk; `drawing.py` a room's layout being
drawn; `wording.py` what a move or a layout meets.
"""
