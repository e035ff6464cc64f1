"""From an older edition of the home's tables to this one. Only imported when a home's edition differs.

steps    the step to each edition, and `migrate`, which takes a home through those it lacks
second   to edition 2: the record's places
"""
