"""The evidence of one room (X10): every signature slot, count, time and article, each with the entries that prove it.

A thing is proven by entries, never by the folded state alone: take an entry away and its item is a gap, and nothing
else is.

item        one piece of evidence
looking     where a room's evidence is looked for: its history, and whose signatures an entry has
steps       every step of the room, the chief's orders
people      admissions, signatures, second checks
counts      the equations with their numbers
matters     what came up and must have come to an end
pictures    photos, and signed sheets read back
records     the room's sheet, arrivals, badges, work records
room        all of it, room by room, as a report's facts
"""
