# The custody desk: words of the screen.

custody-key-tick = Compare the next
custody-key-badge = Badge signs
custody-check-first = Compare the label with the space bar first, then sign
custody-label-note = Compare occupation, level, copies and seal ({ $clause }). If anything differs press 〔F5〕 and do not sign.
custody-check-occupation = Occupation
custody-check-level = Level
custody-check-copies = Copies
custody-check-seal = Seal
custody-seal-whole = seal { $seal } intact
custody-compared = Label compared: occupation, level, copies, seal
custody-log = Secure room log
custody-escorts = Load list
custody-escorted = { $people } escort { $bags } bags, vehicle { $vehicle }
