"""Reports from the record, as data: ids, instants and codes, no names, so that they may travel. Paper words them.

heading         what every report begins with; the audit's rows of proof
day             what happened, with times planned and actual
evidence        per room: every signature, count, time and article, and what is missing (X10)
replay          every entry judged again, in order, by the rules of its own instant
results         what is known of results: absent, sent out
compliance      every clause: met, not met, not applicable, and where it is proven (X5)
"""
