# The room desk: words of the screen.

room-lectern = Lectern · board
room-door = Door
room-pillar = Pillar
room-read-aloud = Please read aloud:
room-no-step = Nothing to do in this sitting
room-later = Next: { $steps }
room-tick = Tick the next line
room-tick-first = Please tick every line first
room-still-open = Not all lines above are done yet; confirm when they are
room-select = choose a seat
room-sheet-key = Record sheet
room-sheet-title = Room record sheet
room-sheet-back = Seats
room-sheet-scroll = Scroll
room-sheet-drawing = Drawing...
room-sheet-none = This computer cannot show the sheet
room-sheet-now = Preview · { $pages } pages · follows the record
room-sheet-page = Room record sheet, page { $page } of { $pages }
room-select-first = Choose a seat with the arrows or its number first, then “{ $action }”
room-not-now = Seat { $seat } { $name } is “{ $state }” now: no “{ $action }”
room-seat = Seat { $seat } · { $name }
room-to-door = To the door desk
room-unknown-scan = No candidate or paper has this number: { $text }

seat-free = free
seat-expected = missing
seat-present = present
seat-out = out
seat-handed = handed in
seat-absent = absent
seat-misconduct = misconduct
seat-removed = removed
seat-unseated = { $n } without a seat
