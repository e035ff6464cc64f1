"""Before the day. `model.py` is the plan every other floor speaks of."""
