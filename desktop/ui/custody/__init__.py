"""The custody desk: `view.py` the screen, `hand.py` the hand-over on its left."""
