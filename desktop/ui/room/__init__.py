"""The room desk 考场台: `view` the desk, `step` what to do next, `side` balance, buttons and alerts,
`record` the record sheet as it fills."""
