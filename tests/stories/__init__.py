"""The day's stories against the running program: `python -m desktop` as a process under a display of its own, typed
into by xdotool, with cards on pcscd's virtual readers where a story lays cards.

site.py      the site a story happens at: plan, home, the morning before it played through the record, its clock
screen.py    a virtual display whose picture is read from memory
program.py   the running window: hands on its keyboard, eyes on its picture
counting.py  what a task cost in keys, and the table at the end of the run
test_*.py    the stories; each checks the record's entries and leaves pictures in out/stories
"""
