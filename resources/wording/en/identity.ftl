# What the door says while documents are read (operations).

door-photo-document = Photo of the document
door-chip-unknown = This card was never enrolled and is no identity document: lay down the person's own document
door-zone-read = The zone was read. Lay the document on the reader for its chip; scan the zone again to go without it
door-key-taken = Reading the chip; do not move the document
door-key-enter = Type the key of a passport's chip
door-key-document = Document number
door-key-birth = Date of birth
door-key-expiry = Valid until
door-key-hint-document = as on the data page
door-key-hint-birth = such as 19900307
door-key-hint-expiry = such as 20310501
door-read-failed = { $said }. Or type the number with〔F2〕and let a second officer confirm
reader-next-no-service = Restart the reader service or the machine; meanwhile type numbers with〔F2〕
reader-next-no-reader = Connect the reader; meanwhile type numbers with〔F2〕
reader-next-reading = Do not move the document; a few seconds at most
