"""The hall clock: a window of its own beside the desk's, for everybody in the room or corridor to read.

hall       opens it beside the desk, chooses its screen, follows screens that come and go
key        F8 of the desks that have one, before anything here is imported
screens    which screens there are, and when that changes
window     the top-level window that stands there, and its keys
face       what it shows: clock, what is left, blackboard, steps
fitted     words as large as their place allows, never cut
announcer  says what is due, one at a time, and nothing nobody switched on
lines      the list of announcements in it, each with its own words or sound
panel      the operator's side: what is announced how, test, mute, stop
"""
