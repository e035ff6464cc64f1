"""The office desk: `view` the screen, `rail` its sections, `page` the chosen one, `work` what may stand in its table's
place, `printing/` the print page, `doing` the bar of a job under way, `line` the deadlines, `files` how a form finds a
file."""
