"""The office's desk before the day, over a real home and real files."""
