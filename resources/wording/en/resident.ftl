# Resident card readers (security module, maker's library)

fault-reader-garbled = The reader ({ $source }) answered wrongly twice in a row (status { $status }). Check cable and plug, then place the card again; numbers can be typed meanwhile, a second officer confirms
fault-reader-defective = The reader's ({ $source }) security module says it is faulty or not authorised (status { $status }); no cards are read any more. Use another reader; type the number, a second officer confirms
fault-reader-silent = The port { $port } is open but no reader answers on it ({ $source }). Check its power and cable, and whether the port is the right one; numbers can be typed meanwhile
fault-reader-port-refused = The port { $port } cannot be opened: another program uses it, or this account may not ({ $source }). Close that program or ask the administrator; numbers can be typed meanwhile
fault-library-missing = The reader's library { $path } is not there ({ $source }). Install the maker's driver or give its path, as in sdt:1001@PATH; numbers can be typed meanwhile
fault-library-not-loadable = The reader's library cannot be loaded: { $path } ({ $source }). It is often 32-bit: set KAODIAN_SDT_PYTHON to a 32-bit python.exe, or use a library that fits this program; numbers can be typed meanwhile
fault-library-hung = The reader's library did not return for { $seconds } seconds ({ $source }); it was ended and will be started again. Lift the card and place it again shortly; numbers can be typed meanwhile
fault-library-crashed = The reader's library stopped by itself ({ $source }) and will be started again. Lift the card and place it again shortly; if it happens again use another reader, type the number, a second officer confirms

trouble-lift-card = The card could not be read. Lift it and put it back flat, and hold it still until it is read; if it still fails, type the number, a second officer confirms
