# Readers (devices)

fault-source-unknown = Unknown reader “{ $source }”. There are pcsc:*, serial:port, sdt:port, keyboard:, camera: and virtual:script; read-id --list tells what is plugged in
fault-script-unreadable = The virtual reader's script { $path } { $line ->
    [0] is no text file
   *[other] has no usable step in line { $line }
}; it was not used. Correct it and try again
fault-read-timeout = No document within { $seconds } seconds. Please place it again
fault-read-torn = The document was taken away too soon. Please hold it still and try again
fault-document-unknown = This is no identity document. Please place the person's valid document
fault-reader-lost = The reader does not answer. Check the cable; numbers can be typed meanwhile, a second officer confirms
fault-source-ended = The input has ended, there are no more documents
fault-number-malformed = This is no document number, please type it again
fault-number-check-digit = The number's check digit is wrong, please compare and type it again

# What a reader is doing, in the top bar and at the door.
reader-no-service = Card service not running
reader-no-reader = No reader
reader-ready = Reader ready
reader-reading = Reading
reader-unreadable = Document unreadable
reader-read = Document read

# One document for people (read-id).
trouble-unreadable = The document cannot be read. Lay it flat and try again; else type the number, a second officer confirms
read-until = Valid until { $until }
authenticity-verified = Chip signature verified
authenticity-not-verified = Chip signature not verified
authenticity-failed = Chip signature is wrong, the document is doubtful

# Choosing a reader at a desk.
reader-find = Look for readers
reader-found = { $count ->
    [0] No reader found. Check the cables and look again; a port can still be typed under “Choose a reader”
   *[other] Found { $count }: { $names }. Choose one under “Choose a reader”
}
reader-choose = Choose a reader
reader-which = Reader
reader-setting = Or type its port
reader-any = Any PC/SC reader
reader-none = No reader (scanned or typed)
idle-lock = Lock when nobody is here
idle-minutes = Lock after how long without a touch
idle-after = { $minutes } minutes
idle-never = Never lock by itself
idle-chosen = Locks after { $minutes } minutes without a touch
reader-chosen = Now using { $setting }
reader-not-chosen = Choose a reader, or type its port
