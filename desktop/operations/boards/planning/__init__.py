"""What the office works on before the day, each in the table's place.

columns    a roster file's columns beside ours
dates      every rule with its last day, and the months
posts      who is on duty where, and who may be
"""
