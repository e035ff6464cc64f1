"""Signed sheets read back: `pane` the whole, `rows` the chosen sheet's rows, `look` one row for the eye."""
