# What only the command line says.

fault-interrupted = Interrupted. What was confirmed is kept
fault-memory-full = Out of memory; nothing was done. What was confirmed is kept; close other programs and try again
fault-output-full = The output cannot be written (disk full or disconnected); the answer is not complete. What was confirmed is kept

record-nothing-about = There are no entries about “{ $about }”. It is written type:id, such as room:03 or candidate:ADMISSION
publish-short = ! Room { $room } has { $present } proctors and needs { $needed } (N2); the chief decides
