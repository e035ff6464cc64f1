"""Printing at the office's desk: the print page and the whole set; `printers` in memory and what stands there."""
