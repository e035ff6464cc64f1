"""Before the day. `model` is the plan every other floor speaks of.

seating, staffing  seats and duties of a whole plan; arranging/ how they are found, editing/ what people change by hand
layout, papers     a room's desks in their snake; the paper bags to order
check              every rule of the regulation over one plan; limits/ the rules, each with its clause
catalogue          occupations, their directions and levels
documents          numbers of identity documents: shapes, check digits, what they tell
scans, writing     what a scanner may have sent; text as people write it, made one
naming             the plan's own name
"""
