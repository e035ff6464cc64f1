"""The control desk 主考台: `view` the desk, `rooms` the board and `timeline` the morning, both `painted` rows, `orders`
F2 to F7, `sides` the steps at the left and `alerts`, `curve` or one room's `detail` at the right, `pages` balance and
lists, `versions` two records side by side."""
