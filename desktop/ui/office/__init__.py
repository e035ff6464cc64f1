"""The office desk: `view` the screen, `rail` its sections, `page` the chosen one, `line` the deadlines, `files` how a
form finds a file."""
