# Readers on PC/SC

fault-card-hung = The card on reader “{ $reader }” stopped answering. Take it off, turn it over and place it again; the number can be typed meanwhile
fault-reader-ambiguous = “{ $source }” fits several readers that are plugged in. Give the whole name of one of them in the settings

trouble-card-mute = The chip does not answer. Take other cards away, lay the document flat on the reader and try again
trouble-card-unpowered = The reader cannot power the chip. Place the document again, closer and flat
trouble-card-in-use = Another program is using this reader. Close it, then place the document again
trouble-card-hung = The chip stopped answering. Take the document off, wait a moment and place it again, or type the number
trouble-card-torn = The document was taken away too soon. Place it again and hold it still
trouble-card-unknown = This card carries no identity. Place the person's valid document
trouble-card-failed = The chip answers with errors. Place the document again; if that does not help, type the number
trouble-page-refused = The reader could not finish reading the card. Place it again and hold it still
trouble-page-damaged = What the reader read from the card makes no sense. Place it again; if that does not help, type the number
