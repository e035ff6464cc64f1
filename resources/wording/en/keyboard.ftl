# Typing, and readers that type (keyboard)

fault-number-old = That is an old resident number of 15 digits; its cards have not been valid since 1 January 2013. Please ask for a valid document and type its 18 digits
fault-zone-malformed = That is no whole machine-readable zone. Please type or scan it again, line by line from the first line at the foot of the document
fault-zone-check-digit = A check digit of the machine-readable zone is wrong. Please compare it with the document line by line and type or scan it again
