# Print: what plan and record put into forms. Paper speaks Chinese; this is for whoever reads the code.

press-cheated = Cheated
press-absent = Absent
press-sign-rooms = Exam rooms
press-sign-numbers = Rooms { $numbers }
press-badge-room = Room { $rooms }
press-barred-short = Barred
