# The door desk: words of the screen. Verdicts have their own file.

door-seat-word = is the seat
door-expected = Expected
door-arrived = Arrived
door-missing = Missing
door-way = The way
door-you-are-here = you are here
door-confirm = Signed
door-dismiss = Back to waiting
door-to-room = To the room desk
door-names-compare = Compare the names with document and person
door-names-alike = The Latin name is how the roster's name is read
door-name-roster = Roster
door-name-read = Document
door-choose = Press the digit of the person
