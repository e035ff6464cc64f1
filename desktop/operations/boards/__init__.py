"""What screens show, as frozen values; no Qt. `shell` is what all desks share, `session` the opened home before them;
then a file each: `control`, `door`, `room`, `custody`, `office`, `hall`. Of the office's pages `planning` are the
plan's, `seats` the rooms, `printing` the print page, `returned` what comes back on paper; `people` is the search."""
