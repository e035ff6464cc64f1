# The office desk: signed sheets read back

sheets-words = Photos or scans of signed sheets, row by row beside the record; nothing changes before you confirm
sheets-nothing = Press F6 and choose photos or scans (JPEG, PNG, PDF, TIFF; one file of many pages, as scanners make it, will do) of signed candidate lists, room records or custody slips. Each sheet has a page code in its lower right corner and black squares in all four: have them all in the picture.
sheets-left = { $count } sheets, { $left } not confirmed
sheets-title = { $room } · { $form }
sheets-title-pages = { $room } · { $form } { $page }/{ $pages }
sheets-form-summary-sheet = list
sheets-form-room-record = record
sheets-form-custody-slip = slip
sheets-mark-look = { $count } to see
sheets-mark-ready = ready
sheets-mark-confirmed = done
sheets-mark-duplicate = twice
sheets-mark-fault = no
sheets-page-of = { $file }, page { $page }
sheets-seat = Seat { $seat }
sheets-box-sign = Signature
sheets-box-tick = Tick
sheets-head-place = Seat
sheets-head-person = Candidate or signer
sheets-head-paper = Paper
sheets-head-record = Record
sheets-sign-yes = signed
sheets-sign-no = not signed
sheets-sign-doubtful = unclear
sheets-tick-none = nothing ticked
sheets-tick-doubtful = unclear
sheets-option = option { $number }
sheets-by-eye = { $said } (by eye)
sheets-let-in = let in { $time }
sheets-signed-at-door = signed at the door
sheets-handed-in = handed in { $time }
sheets-box-signed = on record { $words }
sheets-sign-look = The picture does not say whether it is signed
sheets-tick-look = The picture does not say which one is ticked
sheets-contrary = Paper and record differ
sheets-confirmed = Confirmed by { $who } at { $time }
sheets-duplicate = The same page as “{ $file }”, so it is left alone. Put one of them away with Delete
sheets-to-look-at = { $count } rows need your eye
sheets-look-first = For each row press Y (signed) or N (not signed), for a question a figure
sheets-ready = Agrees with the record, can be confirmed
sheets-ready-differs = { $count } places differ from the record, can be confirmed
sheets-confirmed-before = This page was confirmed from another picture at { $time }; confirming again lets this one stand, the entry before is kept
sheets-confirm = Confirm this sheet
sheets-no-right = Only the office, the chief or the deputy may confirm; if the rules of this plan are older than this, compare by hand
sheets-not-ready = This sheet cannot be confirmed yet: look at the rows that wait first
sheets-will-write = To be written: { $signed } signatures on the paper, { $eye } of all rows judged by eye.{" "}
sheets-will-agree = They agree with the record.
sheets-will-tell = { $count } places differ from the record and go to the chief as an incident; admissions stay as they are.
sheets-ask-sign = Is this row signed?
sheets-ask-tick = Which one is ticked?
sheets-no-picture = No picture of this row
sheets-key-yes = Signed
sheets-key-no = Not signed
sheets-key-move = Row · sheet
sheets-key-back = Take it back
sheets-key-drop = Put this one away
sheets-key-none = Nothing ticked
sheets-list = Sheets read
sheets-list-mark = State
sheets-rows = Row by row

job-sheets-read = { $read } sheets read
job-sheets-read-some = { $read } sheets read, { $failed } could not be; the reason stands on each
job-sheets-dropped = { $count } put away

fault-scan-other-plan = This sheet was printed for “{ $plan }”{ $rehearsal ->
    [yes] {" "}(rehearsal)
   *[no] {""}
}, not for this plan. Nothing was changed
fault-scan-other-list = This list has admission numbers this plan does not know: it is another version. Compare with the list printed last. Nothing was changed
fault-scan-too-many = At most { $most } sheets at a time. Confirm some and put them away first
fault-scan-file-changed = The file “{ $path }” has changed since it was read, so nothing was confirmed. Read it again
fault-scan-empty-folder = There are no photos or scans (JPEG, PNG, PDF, TIFF) in the folder “{ $path }”

doing-sheets = Reading signed sheets
job-sheets-blank = , and { $count } blank pages
