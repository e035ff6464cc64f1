# The custody desk: words of the screen.

custody-key-tick = Compare the next
custody-key-badge = Badge signs
custody-check-first = Compare the label: scan a badge if it agrees, or tick it line by line with 〔Space〕
custody-label-note = If anything differs press 〔F5〕 and do not sign ({ $clause })
custody-sign-states = Your PIN confirms: occupation, level, copies and seal were compared and agree
custody-check-occupation = Occupation
custody-check-level = Level
custody-check-copies = Copies
custody-check-seal = Seal
custody-seal-whole = seal { $seal } intact
custody-compared = Label compared: occupation, level, copies, seal
custody-log = Secure room log
custody-escorts = Load list
custody-escorted = { $people } escort { $bags } bags, vehicle { $vehicle }
custody-load = Loading list
custody-not-loaded = cannot go yet: { $place } { $people }
custody-loadable = { $count } bags sealed, ready to load
custody-loading = Loading { $count } bags (label, seal): { $bags }
custody-inside = Inside now: { $people }
custody-nobody = not appointed
