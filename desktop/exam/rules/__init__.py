"""Regulation as data.

ruleset.py   parameters, rights, document kinds, penalties: each with its clause (X5); another region is another file
protocol.py  the steps of a subject's morning with offsets, gates, texts and failure paths (S)
schema.py    the checks both files go through on load
"""
