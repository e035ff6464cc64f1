# What only the command line says.

fault-interrupted = Interrupted. What was confirmed is kept
fault-memory-full = Out of memory; nothing was done. What was confirmed is kept; close other programs and try again
fault-output-full = The output cannot be written (disk full or disconnected); the answer is not complete. What was confirmed is kept

record-nothing-about = There are no entries about “{ $about }”. It is written type:id, such as room:03 or candidate:ADMISSION
results-written = Written to { $path } ({ $subject }): { $absent } absent, { $cheated } cheated; { $empty } left empty, for those who mark to say who passed
results-unseen = ! Of { $count } of the empty ones this record has neither that they came nor that they were absent: the sitting is not over, or another desk’s record is not merged yet
publish-short = ! Room { $room } has { $present } proctors and needs { $needed } (N2); the chief decides
