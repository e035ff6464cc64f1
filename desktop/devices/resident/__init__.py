"""Resident identity cards and permits, through the security module (SAM_V) every certified reader has inside.

record.py          the 256-byte text record: resident, J, I and Y layouts
codes.py           sex and ethnic group codes
writing.py         the same record written, for invented people
frame.py           what goes over the wire: frames, status words and what to do about them
module.py          the module over a byte port: find, select, read, added address, its own number
source.py          polling, the card that still lies there, faults that pass
serial.py          a module on a serial line
vendor.py          a module behind the maker's library, in a process of its own
library.py         that process as this desk sees it: asked, ended, started anew
vendor_wire.py     what this desk and that process say to each other
vendor_process.py  the process itself
"""
