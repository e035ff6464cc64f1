"""The custody desk: `view` the screen, `bags` where the bags are, `rail` its left side, `hand` the hand-over under way,
`label` the ticks."""
