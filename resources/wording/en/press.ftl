# Printing: what forms and reports say. Paper is Chinese; the faults are for the screen.

fault-print-no-form = There is no form “{ $form }”; print --list shows all of them
fault-print-no-room = The plan has no room “{ $room }”
fault-print-no-candidate = No candidate “{ $candidate }” (by id, admission number or document number)
fault-print-nothing = Nothing to print: the room or candidate has no seat, or the record has no hand-over yet
fault-print-no-blank = “{ $title }” has no blank sheet; only the room record and the custody slip have one
fault-print-start-at = A sheet has { $most } labels; printing cannot begin on number { $given }
fault-report-no-room = The plan has no room “{ $room }”
