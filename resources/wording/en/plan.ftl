# Before the day (plan): what the arrangement found, deadlines and set-up checks

finding-mixed-room = Room { $room } holds several occupations or levels because there are too few rooms: { $groups }
finding-unseated = { $reason ->
    [no-room-left] Too few seats: { $count } candidates have none. Add rooms
    [no-sitting] { $count } candidates have no sitting. Check subject, occupation and level
    [unknown-sitting] { $count } candidates are entered for a sitting that is not in the plan
    [locked-seat-lost] { $count } candidates have a printed seat that can no longer be used. Decide by hand
   *[other] { $count } candidates have no seat
}
finding-candidate-in-two-sittings = These candidates have two sittings at one time: { $people }
finding-locked-seat-lost = The printed seat of { $name } (room { $room }, number { $number }) can no longer be used: { $reason ->
    [candidate-gone] no longer in this sitting
    [room-gone] the room is no longer in the plan
   *[taken] the seat or room is taken
}
finding-locked-seat-misfit = The printed seat of { $name } (room { $room }, number { $number }) does not fit the room's layout any more; it was not moved
finding-not-in-sitting = { $name } does not take part in this sitting
finding-seat-locked = The seat of { $name } (room { $room }, seat { $number }) is printed or published and moves no more; on the day the control desk can exchange it where it must be
finding-no-such-desk = Room { $room } has no seat { $number }, only { $capacity } seats
finding-desk-taken = Desk { $number } in room { $room } is taken
finding-room-full = Room { $room } is full
finding-no-such-room = The plan has no room { $room }
finding-room-in-use = Another sitting has room { $room } at that time; nobody of this sitting can be seated there
finding-same-seat = { $name } sits in room { $room }, seat { $number } already
finding-proctor-avoids = { $proctor }, a proctor of room { $room }, must not meet { $name } ({ $avoided }). Put another proctor there first
finding-employer-beside = { $name } (room { $room }, seat { $number }) would sit beside people of the same employer: { $beside } ({ $employer })
finding-would-mix = Room { $room } would hold different occupations or levels ({ $groups }) and need another bag of papers
finding-needs-moved = { $name } has a special need ({ $needs }); check whether room { $room }, seat { $number } suits it
finding-room-without-proctors = Room { $room } has no proctors yet; arrange again at “Staff and avoidance”
finding-room-emptied = Nobody would be left in room { $room }
finding-hand-seat-lost = The seat chosen by hand for { $name } (room { $room }, seat { $number }) was not kept: { $reason ->
    [group] occupation or level was corrected, so a seat with the new paper was drawn
   *[no-desk] that seat can no longer be used
}
finding-changed-since = These seats were changed again since; this step cannot be undone
finding-layout-bounds = The layout is out of bounds: 1 to { $columns } columns of 1 to { $rows } seats, capacity 1 to { $seats }
finding-layout-empty = Room { $room } would have no seat at all
finding-layout-moves-printed = Seats of room { $room } that are printed or published would stand elsewhere: { $numbers }. Printed seats never move, so the layout cannot be changed like this
finding-layout-loses-seats = Room { $room } would have { $capacity } seats; { $count } candidates would lose theirs: { $people }
finding-layout-over-rule = Room { $room } is drawn with { $places } seats; the rule allows { $most } people a room, so the first { $capacity } are used
finding-layout-under-capacity = Room { $room } is said to hold { $wanted }, the layout has { $capacity } seats
finding-layout-tiered = In a tiered hall alternate rows are used: { $capacity } seats

finding-too-few-staff = { $role ->
    [chief] Chief examiner
    [deputy-chief] Deputy chief examiner
    [office] Exam-office staff
    [confidentiality] Confidentiality officer
    [support] Support staff
    [roving-proctor] Roving proctors
   *[other] Staff
}: { $needed } needed, { $available } there
finding-unused-staff = { $name } has no duty: only one { $role ->
    [chief] chief examiner
   *[other] deputy chief examiner
} is allowed
finding-staff-is-candidate = { $name } sits this exam and can have no duty in it
finding-avoidance-at-site = Somebody { $name } must avoid ({ $avoided }) sits in room { $rooms }; the chief must know and keep them apart
finding-no-second-keyholder = { $sitting }: nobody in the office may share the keys with the confidentiality officer
finding-colleagues-avoid = Proctors who must avoid each other cannot be parted: { $pairs }; rooms left short: { $rooms }
finding-too-few-proctors = Too few { $role ->
    [lead-proctor] lead proctors
   *[other] proctors
}: rooms { $rooms } need { $needed }, { $available } can serve, { $missing } are missing; rooms left short: { $open }
finding-avoidance-blocks = Avoidance leaves proctors missing: rooms { $rooms } need { $needed }, { $available } can serve, { $missing } are missing. In the way: { $people } ({ $pairs })
finding-roving-avoidance = No roving proctor may walk rooms { $rooms }: { $people }

check-D1 = Annual plan for the next year
check-D2 = Annual notice filed and published
check-D3 = Plan table (App 1) filed
check-D4 = Plan entered and confirmed in the city system
check-D5 = Candidates confirmed
check-D6 = District sample done and reported
check-D7 = Rooms, assessors and quality staff imported
check-D8 = Change of time or place filed
check-D9 = Order of subjects and one-month limit
check-D10 = Results publicised
check-D11 = Results uploaded
check-D12 = Online education codes valid
check-D13 = Archive and retention
check-D14 = Plan executed
check-D15 = Room arrangement finished
check-D16 = Skills papers, bags and strips collected
check-D17 = Assessors dispatched, preparation meeting held
check-D18 = Sealed skills scores sent
check-D19 = Assessor feedback sent
check-D20 = Competition plan, scheme and certificates
check-D21 = Enterprise listing valid
check-D22 = Sittings promised for the year
check-N1 = One chief and one deputy chief
check-N2 = Proctors 15:1, two a room
check-N3 = Three office staff, one confidentiality officer, support
check-N4 = One roving proctor for ten rooms
check-N5 = Thirty a room, alternate rows in tiered halls, no crossing
check-N6 = Single desks, 80 cm apart, drawers empty
check-N7 = Snake numbering, bag store, building closed off
check-N8 = One exam office and one secure room
check-N9 = Signs, site plan and room list
check-N10 = At least 30% sampled
check-N11 = Everything filmed
check-N12 = Badges, training and work records
check-N13 = Plan name, filed scope and modes
check-N14 = Own papers, avoidance, kept by batch

check-state-met = done
check-state-open = to do
check-state-due-soon = due soon
check-state-missed = missed
check-state-not-met = not met
check-state-not-applicable = does not apply
check-state-unknown = cannot be worked out

why-other-kind = another kind of plan
why-profile-off = the 2016 system is not turned on
why-other-system = a rule of the other exam system
why-no-skills = no skills subject in this plan
why-no-first-date = no first exam date
why-no-sittings = no sittings
why-no-seats = seats are not arranged yet
why-no-change = no change of time or place
why-one-subject = one subject only
why-unknown-year = The official calendar of { $year } is missing, so working days cannot be counted. Add its file
why-before-the-exam = the exam is not over
why-publicity-not-begun = publicity has not begun
why-not-closed = the plan is not closed
why-listing-not-recorded = the listing is not recorded; applications close next on { $apply_by }

conflict-limit-past = { $days } days too late
conflict-limit-on-day-off = The last day is a day off ({ $off }); do it by { $better }
conflict-exam-on-holiday = A public holiday ({ $off })
conflict-unknown-year = The official calendar of { $year } is missing, so working days cannot be counted
conflict-chain-order = { $subject } must follow the end of the subject before ({ $after })
conflict-chain-too-late = { $subject } ends on { $last }, more than a month on
