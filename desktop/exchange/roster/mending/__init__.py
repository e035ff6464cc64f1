"""A roster put right before it is taken; the file itself is never altered.

matching     a file's columns beside ours, for somebody to match; files of one layout share a matching
corrections  cells given another value, and the rows that findings speak of
"""
