# The control desk: words of the screen.

control-room = Room
control-time = Time
control-state = State
control-matter = Matter
control-equation = Check
control-account = Account
control-holder = Difference at
control-not-yet = open
control-waiting = Waiting
control-nothing-waits = Nothing is waiting
control-arrivals = Arrivals
control-page-rooms = Rooms
control-page-balance = Papers
control-press-again = Press again
control-key-move = Choose
control-key-look = Who, when, what next
control-key-figures = Deal with it
control-key-troubled = Troubled rooms only
control-key-all = All rooms
control-no-scan = The control desk takes no scans. Open the action that needs a badge first
control-page-morning = Morning
control-key-decide = Decide
control-key-more = Add
control-keep = Keep record { $number }
