"""The door desk 查证台: `view` the desk, `verdict` the big pane, `side` the column beside it."""
