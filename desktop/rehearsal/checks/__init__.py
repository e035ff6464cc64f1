"""What the self-test checks (U2). Each check answers with one Finding and raises SiteFault for what the site can mend.

finding.py   what a check came to
samples.py   documents through a reader and the rules, each with the verdict it must get
readers.py   the readers that are plugged in, and those this computer was told to use
machine.py   fonts, clock, disk, printers
data.py      roster and record of this home
"""
