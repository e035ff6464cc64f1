"""The control desk 主考台: `view` the desk, `rooms` the board, `timeline` the morning, `orders` F2 to F7, `sides` the
steps at the left and `alerts`, `curve` or one room's `detail` at the right, `pages` balance and lists, `versions` two
records side by side."""
