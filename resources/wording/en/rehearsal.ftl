# Rehearsal and self-test (rehearsal)

fault-rehearsal-folder = The folder { $path } holds something else already ({ $found }). A rehearsal writes only into a folder of its own; please choose another
fault-rehearsal-roster = The rehearsal's roster could not be imported: { $count } rows are wrong ({ $code })

selftest-home = This computer's data
selftest-reader = Reader and rules
selftest-readers = Readers
selftest-fonts = Fonts
selftest-clock = Clock
selftest-disk = Disk
selftest-roster = Roster
selftest-record = Record
selftest-printers = Printers

selftest-said = { $message }
selftest-no-home = { $path } holds no data of this computer yet; only the machine is checked
selftest-home-open = { $path } opened
selftest-reader-good = Known-good, wrong-room, unknown and further samples, cards of every layout and a torn one got the right verdicts ({ $roster ->
    [yes] this roster's
   *[other] built-in ones, there is no roster
})
selftest-reader-wrong = Samples got wrong verdicts: { $wrong }. Do not open the door; use another computer
selftest-readers-unchosen = No reader was chosen. { $count ->
    [0] None is plugged in either: numbers come from a scanner or the keyboard, typed ones with two people
   *[other] Plugged in now: { $found }; choose one at the door desk
}
selftest-readers-usual = No reader was chosen; PC/SC readers work when plugged in: { $told }. Plugged in now: { $found }
selftest-readers-off = This computer is set to use no reader. { $count ->
    [0] None is plugged in
   *[other] Plugged in now: { $found }
}
selftest-readers-good = { $told }. { $count ->
    [0] The system lists no reader
   *[other] Plugged in now: { $found }
}
selftest-readers-missing = { $told }. { $count ->
    [0] No reader is plugged in
   *[other] Plugged in now: { $found }
}
selftest-source-ready = { $setting } is ready
selftest-source-named = { $setting } is ready ({ $names })
selftest-source-keyboard = A keyboard or scanner needs no check
selftest-source-gone = { $setting } was not found: connect it and check again
selftest-source-no-service = { $setting }: the smart card service (pcscd) does not run: start it and check again
selftest-source-said = { $setting }: { $message }
selftest-fonts-good = All { $count } characters of names can be printed, rare ones included
selftest-fonts-missing = These characters cannot be printed: { $missing }
selftest-clock-good = { $now }, running well
selftest-clock-year = { $now }: the year cannot be right, please set the clock
selftest-clock-jumps = { $now }: the system clock jumps ({ $drift } ms), please set it
selftest-clock-back = { $now }: { $seconds } seconds before this computer's last entry; the clock was set back
selftest-disk-good = A durable write takes { $milliseconds } ms, { $free } MB free
selftest-disk-slow = A durable write takes { $milliseconds } ms: too slow, please use another disk
selftest-disk-full = Only { $free } MB left, please free some space
selftest-disk-fails = { $path } cannot be written: { system-reason }
selftest-no-roster = No roster yet
selftest-roster-good = { $candidates } candidates and { $rooms } rooms, everybody has a seat
selftest-roster-seats = { $candidates } candidates and { $rooms } rooms, { $without } without a seat
selftest-no-record = No record yet
selftest-record-good = All { $entries } entries are intact, code { $code }
selftest-record-broken = The record is not intact: desk { $desk }, entry { $number } ({ record-reason }). Keep the folder and tell the chief
selftest-printers-none = No printer; forms are kept as PDF
selftest-printers-found = Found { $names }

rehearse-people = Rehearsal over: { $registered } registered, { $present } present ({ $late } late), { $absent } absent, { $handed_in } handed in early
rehearse-door = { $checks } door checks; software time { $p50 } ms in the middle, 99 % within { $p99 } ms, { $most } ms at most
rehearse-refused = Not admitted: { $list }
rehearse-balanced = All paper balances hold
rehearse-broken = A paper balance does not hold: { $equation }
rehearse-verified = { $entries } entries, verified, head code { $code }
rehearse-not-intact = { $entries } entries, NOT intact, head code { $code }
rehearse-open = Open: room { $room }, { $code } { $facts }
rehearse-unexpected = Refused unexpectedly: { $time } { $command } { $about }: { $code }
rehearse-closed = All { $rooms } rooms closed, the sitting is over; took { $seconds } s, seed { $seed }
