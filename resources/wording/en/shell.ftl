# The window, sign-in, forms of actions, bars. Messages without placeables here are shown before Fluent is loaded.

shell-title = Kaodian 考点
shell-rehearsal = Rehearsal
shell-opening = Opening this computer's exam record…
shell-passphrase = Passphrase
shell-passphrase-next = Type the passphrase, then 〔Enter〕
shell-keep-passphrase = Remember it on this computer: not asked for again
shell-key-keep = Remember
shell-welcome = Please sign in
shell-welcome-next = Scan your badge or type your staff number, then your PIN and 〔Enter〕
shell-locked = Locked
shell-locked-next = The record goes on. Scan a badge or type a staff number to continue
shell-idle = Locked: nobody here
shell-idle-next = Scan a badge and type the PIN to go on where you were
shell-locked-document = Locked, nothing was checked. Sign in, then read it again
shell-change-officer = Change officer
shell-back = Back
shell-desks = Choose a desk
shell-desks-next = 〔↑〕〔↓〕 choose, 〔Enter〕 opens
shell-no-desk = This computer has no desk to open
shell-left = { $time } left
shell-past = { $time } over
shell-on-duty = { $role } { $name } · change
shell-fault = Something is wrong with this computer
shell-offline-note = Works without a network · everything is kept here first

desk-control = Control desk
desk-door = Door desk
desk-room = Room desk
desk-custody = Custody desk
desk-office = Office desk

key-enter = Enter
key-space = Space
key-scan = Scan

sign-who = Badge or staff number
sign-pin = PIN
sign-checking = Checking…
sign-nth = Signature { $n }
sign-same-person = { $name } has signed already; another person must sign

form-required = Please fill in “{ $field }”
form-not-a-number = Please type a number
form-optional = {" "}(optional)
form-filter = Type to filter
form-filter-staff = Pinyin, initials, number or badge
form-next = Next / confirm
count-tip = 〔Space〕 counts one more; or type the figure
count-open = { $title }: { $left }, should be { $wanted }
count-holds = { $title }: { $left } = { $wanted }
count-short = { $title }: { $left }, should be { $wanted }: { $by } short
count-more = { $title }: { $left }, should be { $wanted }: { $by } too many
form-back = Back
form-clause = Rule: { $clause }
actions-title = All actions
act-done = Recorded

fault-ours = The program failed and wrote a log. What was confirmed is safe; please try again
fault-passphrase-needed = Please type the passphrase of this computer
fault-passphrase-not-text = The passphrase holds bytes that are no text and was not used. Check KAODIAN_PASSPHRASE and the like, and the terminal's encoding
fault-wrong-passphrase = Wrong passphrase, please type it again
fault-passphrase-or-damage = Wrong passphrase, or a damaged data file. Type it once more; if it is right, keep { $path } and call the exam office
fault-home-busy = Another window or command is using this computer's exam record ({ $path }); nothing was written. Please try again in a moment
fault-not-a-home = { $path } is not a data folder of Kaodian. Check the folder; for a new desk take in a roster or enrol first
fault-damaged-home = This computer's exam record is damaged ({ $path }). Keep the folder and call the exam office
fault-newer-edition = The exam record in { $path } was written by a newer version (edition { $found }, known here: { $known }). Update the program first
fault-disk-full = The disk is full, nothing was saved ({ $path }). Free some space and try again

shell-change-officer-next = The next officer scans a badge or types a staff number, then the PIN; 〔Esc〕 goes back, 〔Ctrl+L〕 locks
