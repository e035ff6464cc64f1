# What only the command line says.

fault-interrupted = Interrupted. What was confirmed is kept
fault-memory-full = Out of memory; nothing was done. What was confirmed is kept; close other programs and try again
fault-output-full = The output cannot be written (disk full or disconnected); the answer is not complete. What was confirmed is kept

record-nothing-about = There are no entries about “{ $about }”. It is written type:id, such as room:03 or candidate:ADMISSION
results-written = Written to { $path } ({ $subject }): { $absent } absent, { $cheated } cheated; { $empty } left empty, for those who mark to say who passed
results-unseen = ! Of { $count } of the empty ones this record has neither that they came nor that they were absent: the sitting is not over, or another desk’s record is not merged yet
publish-short = ! Room { $room } has { $present } proctors and needs { $needed } (N2); the chief decides

passphrase-remembered = The passphrase is right, and the system's key store keeps it: this system account opens the home without typing it. Run desk forget when that is no longer wanted
passphrase-forgotten = The passphrase of { $path } is out of the system's key store; opening asks for it again
passphrase-nothing-kept = The system's key store holds no passphrase of { $path }; there is nothing to take out
