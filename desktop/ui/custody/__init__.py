"""The custody desk: `view` the screen, `rail` its left side, `hand` the hand-over under way, `label` the ticks."""
