"""The control desk 主考台: `view` the desk, `rooms` the board, `alerts` what waits, `orders` F2 to F7, `detail` one
room, `pages` balance and lists, `curve` the arrivals."""
