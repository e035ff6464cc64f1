"""The office's page of seats: `pane` the whole, `map` one room of a sitting with somebody taken up and put down, `side`
who sits there and why, `strip` what is in hand; `layout` the drawing board of a room, `drawing` its desks."""
