"""The door desk 查证台: `view` the desk, `verdict` the big pane, `looks` what is to be compared or chosen in it, `side`
the column beside it."""
