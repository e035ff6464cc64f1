# What may stand in the way of the home and the hub.

fault-home-exists = { $path } holds a home already. Open it, or use another folder
fault-home-being-made = Another window or command is making a home in { $path }. Please try again in a moment
fault-home-unreachable = The folder { $path } cannot be opened; check that it is there and can be written
fault-home-read-only = The home { $path } is read-only; check the disk and the rights
fault-disk-failing = The disk fails ({ $path }); nothing was written. Use another machine or another disk
fault-entry-exists = This entry is there already; try again
fault-entry-gap = The record's numbers are not consecutive; nothing was written
fault-entry-final = A record only grows; it cannot be changed
fault-package-exists = This plan package is here already
fault-package-final = A plan package that was taken in cannot be changed
fault-desk-exists = This home is a desk of the record already
fault-desk-final = A desk's enrolment cannot be changed
fault-record-forked = Desk { $desk } has two versions of number { $number }; nothing was taken in. Keep both machines and report it
fault-record-gap = Desk { $desk } lacks entries before number { $number }; nothing was taken in
fault-hub-url = No hub address: “{ $url }”. It looks like postgresql://host/database
fault-hub-unreachable = The hub { $hub } cannot be reached. This desk goes on; check network and address and synchronise again when connected
fault-hub-not-ready = The hub { $hub } is not set up yet: run hub init first
fault-hub-newer = The hub { $hub } was made by a newer edition; update the program
fault-hub-refused = The hub { $hub } refused; this desk goes on. Call whoever runs the hub (technical: { $reason })
fault-hub-damaged = In the hub, number { $number } of desk { $desk } is no proper entry; nothing was taken in
fault-passphrase-not-kept = Passphrase not kept: this computer has no key store, or it declined. Work goes on; it is asked for again next time
fault-passphrase-not-forgotten = The system's key store did not answer, or did not take out the passphrase of { $path }, which may still be there. Unlock the key store and try again, or delete the item “kaodian” in the system's password manager
