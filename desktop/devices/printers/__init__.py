"""Printers: a PDF on its way to paper, and what it will look like.

port.py       what a printer is asked and what it tells; `open_printers`
wish.py       one print run: pages, copies, sides, paper; the calibration of a printer
cups.py       Linux: the PDF itself to CUPS by lp, lpstat, cancel
answers.py    what lpstat says, read
windows.py    Windows: every sheet drawn here and handed to the spooler; a PDF program for drivers that take no drawing
dots.py       a page at a printer's own dots, in bands
spooler.py    the Windows spooler and GDI, by ctypes
pages.py      pages of a PDF as pictures: preview, thumbnails
rewriting.py  a PDF with other pages, copies, place or size; vectors stay vectors
"""
