# What the desks say of the record: titles, notes, alerts, balances.

door-title = Door · room { $room }
door-waiting = Please show your document
door-waiting-next = Read the identity document, or scan the ticket first
door-closed = Not open yet
door-opens-at = Doors open at { $time }
door-badge-read = That is a staff badge, not a candidate's document
door-not-a-document = That was no document number, please read again
door-ticket-fits = Ticket and document belong together
door-ticket-then-document = Ticket scanned, now read the identity document
door-officer = Checking officer
door-second-officer = Second officer
door-ticket-number = Ticket { $number }
door-id-tail = ID ends { $tail }
door-document-tail = Document ends { $tail }
door-sign-row = Let the candidate sign row { $seat } of the summary sheet, then press 〔Enter〕 or read the next document
door-room-big = Room { $room }
door-place = { $place } · seat { $seat }
door-recent-wrong-room = belongs in room { $room }

room-title = Room desk · room { $room }
room-not-yours = This step belongs to: { $roles }

seat-note-expected = expected
seat-note-present = present
seat-note-late = { $minutes } min late
seat-note-absent = absent
seat-note-out = out { $minutes } min · { $escort }
seat-note-until = { $note }, until { $time }
seat-note-held = { $note }, suspended
seat-note-handed = handed in { $time }
seat-note-removed = removed { $time }
seat-note-misconduct = misconduct recorded

dot-record = { $count } entries recorded
dot-clock-set-back = This desk's clock was set back
dot-unreadable = { $count } entries cannot be read

balance-title = Paper balance
balance-copies = Copies in the bags
balance-to-give = For those present
balance-in-hand = With candidates
balance-collected = Collected
balance-handed-in = Handed in
balance-absent = Absentees' papers
balance-spare = Spare
balance-void = Void
count-answered = { $kind } handed in + collected (came)
count-absent = { $kind } of the absent
count-void = { $kind } void
count-whole = { $kind } in all (in the bags)

alert-suspended = The exam is suspended
alert-suspended-since = Since { $time }.
room-held = On hold
alert-step-late = Due at { $time }, overdue
alert-order = Chief's order at { $time }: { $order }

group-room = Room
group-candidate = Candidate
group-bag = Bag
group-sitting = Sitting
group-site = Site
group-staff = Staff
group-incident = Incident
group-desk = This desk

conflict-admitted-twice = One candidate admitted twice
conflict-seat-twice = Two candidates on one seat
conflict-bag-twice = One bag in two places

fault-no-plan = No plan yet: run plan import first
fault-plan-incomplete = The plan cannot be published yet: { $what ->
    [candidates] it has no candidates or no sitting; import a roster first
    [seats] { $count } candidates have no seat; arrange first, and add rooms where they do not suffice
    [duties] nobody is on duty yet; arrange it first
    [chief] a sitting has no chief (N1); add one to the roster and arrange again
    [deputy-chief] a sitting has no deputy chief (N1); add one to the roster and arrange again
    [proctors] { $count } rooms have no proctor ({ $rooms }, N2); add proctors and arrange again
   *[rooms] it has no rooms; import them first
}
fault-correction-wrong = Still not right: { $message }
fault-post-gone = That post or person is no longer in the plan; choose again
fault-post-barred = { $name } cannot take it: { $reason }
fault-post-changed-since = The posts were changed since (arranged or imported anew) and cannot be undone
fault-plan-stopped = The plan cannot go on ({ $rule }, { $clause }): rooms, assessors and quality staff were to be entered by { $due }, { $done ->
    [none] and nobody has noted that they were. If they were entered in time, note the day (plan mark { $rule }, or the office desk's page of deadlines)
   *[other] and were entered on { $done }, too late
}; if not, choose another first exam date. A rehearsal is free of this
fault-waiver-not-chief = Only the chief can let a room do with fewer proctors (N2); { $name } is not the chief of this plan
fault-waiver-too-long = The reason is too long; at most { $limit } characters
fault-waiver-nothing-short = Nothing to waive: every room has its proctors, or lacks its only one (N2)
fault-not-enrolled = This home is not a desk of a site yet: enrol it with the plan package (desk enrol)
fault-desk-role = A desk is one of: { $roles }
fault-desk-label = Give this desk a name
fault-desk-enrolled = This home is a desk already: { $label }
fault-at-needs-rehearsal = A time can only be given in a rehearsal record
fault-no-profile = There is no column profile named “{ $name }”{ $known ->
    [none] , and none was ever kept here. Leave --profile out, or keep one at the office desk first
   *[other] {" "}(known: { $known }). Use one of those
}
fault-bad-date = “{ $value }” is no date; write it like 2026-11-28
fault-record-other = That file belongs to another record and cannot be merged. Check that it is the right file
fault-record-not-intact = The record is not intact, nothing was taken in: desk { $desk }, number { $number } ({ record-reason }). Export it again there; if that does not help, keep the file and tell the chief
fault-not-a-head-code = { $path } does not hold the content of a printed head code. Scan the code on the print again and save it
fault-central-token-file = The token file { $path } cannot be read or does not hold one line with a token. Check the path, or fetch a new one from the centre
fault-bad-rules = The rule file { $path } is wrong and was not used. Restore it or install the program again (technical: { $reason })
fault-unknown-rules = There is no rule set “{ $id }”
fault-ours-report = Our fault. What was confirmed is safe. A report lies at { $report }; please hand it to a technician

ask-passphrase = Passphrase of this home:
ask-pin = PIN of { $officer }:

verify-malformed = not a proper entry
verify-wrong-record = belongs to another record
verify-bad-desk-id = desk id and public key do not fit
verify-not-enrolled = the desk is not enrolled
verify-gap = a number is missing
verify-duplicate = a number is there twice
verify-broken-chain = does not follow from the entry before
verify-bad-hash = its content was changed
verify-bad-signature = its signature does not hold
verify-clock-backwards = its time runs backwards
verify-bad-proof = its proof of enrolment does not hold
verify-head-mismatch = does not fit the printed head code: the record was cut short

# A reason of verification inside a sentence.
record-reason = { $reason ->
    [malformed] { verify-malformed }
    [wrong-record] { verify-wrong-record }
    [bad-desk-id] { verify-bad-desk-id }
    [not-enrolled] { verify-not-enrolled }
    [gap] { verify-gap }
    [duplicate] { verify-duplicate }
    [broken-chain] { verify-broken-chain }
    [bad-hash] { verify-bad-hash }
    [bad-signature] { verify-bad-signature }
    [clock-backwards] { verify-clock-backwards }
    [bad-proof] { verify-bad-proof }
   *[head-mismatch] { verify-head-mismatch }
}

order-prepare = Prepare
order-start = Start the exam
order-fifteen-minutes = 15 minutes left
order-end = End the exam

board-subject = { $plan } · { $rooms } rooms · { $people } candidates
board-arrivals = Door
board-room = Room { $room }
board-whole = Whole site
board-came = { $came } of { $expected } have come
board-calling = calls the chief
board-done-at = { $step }: done at { $time }
board-due = { $step }
board-due-told = { $step }: { $time }
board-late = { $minutes } min late
board-late-told = { $step }: due at { $time }, overdue
board-short = { $count } off
board-room-step = Room { $room } · { $step }
board-order-given = given { $time } · { $seen }/{ $rooms } confirmed
board-order-twice = press twice
board-order-planned = planned { $time }
board-extend-note = site / room / person
board-resume-note = all is suspended: go on
board-suspend-note = emergency, App4 1(9)
board-bags = Bags
board-balanced = { $count } rooms balance
board-open = Counting is not finished
board-holder-room = { $count } off: room { $room }
board-holder-bag = { $count } off: bag { $bag }
board-holder-office = { $count } off: office
board-holder-escort = { $count } off: on the way

alert-leak = Leak alarm
alert-leak-text = Reported { $time } by { $by }
alert-call = Room { $room } called the chief at { $time }
alert-late = Room { $room }: { $step }
conflict-version = room { $room } seat { $seat } ({ $desk } { $time })

matter-open = open
matter-done = done
matter-conflicts = Conflicts
matter-no-conflicts = No conflicts
matter-incidents = Incidents
matter-no-incidents = No incidents
incident-quick = A figure chooses and reports at once; to write more, choose with the arrows and press Enter
matter-stand-ins = Stand-ins
matter-no-stand-ins = No stand-ins
matter-stand-in = { $stand_in } stands in for { $absent }
matter-times = Time
matter-no-times = No extension or suspension
matter-stations = Desks
matter-no-stations = Nothing has come from another desk yet
station-told = wrote its last entry { $minutes } minutes ago, { $count } have come
station-set-back = ; its clock was set back
station-reader-lost = ; its reader is lost
station-quiet = quiet
station-heard = heard
dot-stations = { $count } desks · last { $time }
dot-quiet = { $label } quiet for { $minutes } min
dot-quiet-more = { $label } and others ({ $count }) quiet for { $minutes } min
matter-suspended = Exam suspended
matter-extended = extended by { $minutes } min
floor-number = floor { $floor }
alert-late-rooms = { $count } rooms: { $step }
door-typed = Type a number
door-typed-until = such as 20310501; 长期 where there is none

custody-title = Custody · secure room
custody-subject = { $bags } bags ({ $spare } spare) · { $cards } with answer cards
custody-keyholders = Keys: { $people }
custody-prompt = Scan a bag, or type its label and press Enter
custody-bag = Bag { $bag }
custody-copies = { $copies } copies + { $spares } spare
custody-seal = seal { $seal }
custody-nothing-to-do = This bag is { $place }; no hand-over is due
custody-not-yours = This step is not for the people at this desk
custody-differs = Report a difference
custody-no-bag = There is no bag { $text }
custody-hop-take-out-bag = Hand-over: secure room → office
custody-hop-issue-bag = Hand-over: office → room { $room }
custody-hop-bring-bags = Arrival in room { $room }
custody-hop-return-bags = Return: room { $room } → office
custody-hop-seal-bag = Sealing: room { $room }
custody-missing-office = { $count } bags still in the secure room
custody-missing-carried = { $count } bags not handed out yet
custody-missing-room = { $count } bags not in their rooms yet
custody-missing-returned = { $count } bags not returned yet
custody-missing-sealed = { $count } bags not sealed yet
custody-missing-departed = { $count } bags not on their way yet
custody-missing-words = { $labels } · due { $time }
custody-all-there = Every bag is in its room
custody-all-gone = Every bag is on its way
custody-place-secure-room = Secure room
custody-place-office = Office
custody-place-carried = On the way
custody-place-room = In the room
custody-place-returned = Returned
custody-place-departed = Gone
custody-sealed-well = seal whole
custody-spare = spare
custody-withdrawn = withdrawn
custody-entered = { $people } entered: { $purpose }
custody-left = { $people } left
custody-alarm = Leak alarm ({ $count }): { $time } { $people } reported { $cause }. For the chief or deputy; whoever raised it cannot close it
custody-code = Head code { $code }
custody-key-scan = begin a hand-over
custody-key-differs = report a difference
custody-key-put-down = put the bag down
custody-typed = Bag { $text }, press 〔Enter〕
difference-seal-broken = seal broken
difference-seal-number = another seal number
difference-room = another room
difference-occupation = another occupation
difference-level = another level
difference-copies = another number of copies

refused-pin-wrong = That is not { $officer }'s PIN; { $left } tries left
next-pin-wrong = Enter it again
refused-pin-locked = Too many wrong PINs for { $officer }; locked for a while
next-pin-locked = Try again in { $seconds } seconds, or let another person sign
refused-signature-used = { $officer }'s signature was used already
next-signature-used = Every act needs the badge and the PIN anew
