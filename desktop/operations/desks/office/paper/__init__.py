"""Signed sheets that come back to the office.

sheets     what was read, what a person decided, and confirming it
standing   one sheet beside the record: its rows, what differs, what is still open
page       the section's page
jobs       what it asks for
"""
