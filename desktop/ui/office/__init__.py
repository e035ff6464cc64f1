"""The office desk: `view.py` the screen, `rail.py` its sections, `page.py` the chosen one, `line.py` the deadlines."""
