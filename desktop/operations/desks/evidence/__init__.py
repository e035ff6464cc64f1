"""What a desk shows for the record, beside what it writes down.

photos      asking a camera for an evidence photo, and keeping it
"""
