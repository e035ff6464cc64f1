# Files and wires (exchange)

fault-file-not-found = File not found: { $path }. Check the path
fault-file-unreadable = Cannot read { $path }: { system-reason }
fault-not-a-record = { $path } is not a whole record file ({ $line ->
    [0] it is empty, damaged or no record
   *[other] line { $line } is no proper entry
}) and was not used. Check that it is the right file, or export it again where it came from
fault-wrong-file-passphrase = The passphrase or key does not open { $path }. Check it (KAODIAN_PACKAGE_PASSPHRASE or the home's) and try again
fault-file-too-large = The file is larger than allowed and was not used: { $path }. Check that it is the right file
fault-cannot-write = Cannot write { $path }: { system-reason }

# What the operating system says, as one of the words of faults.why.
system-reason = { $why ->
    [not-found] it is not there; check the path
    [is-a-folder] it is a folder; give the name of a file
    [is-a-home] this is where an exam record lies, which is never written over; give another name
    [name-taken] there is a file of that name; give another name
    [is-a-device] it is a device and no file; give another name
    [no-such-folder] there is no such folder; check the path or make the folder first
    [no-permission] not allowed; use another place or ask the administrator
    [disk-full] the disk is full; make room and try again
    [read-only] the disk is read-only; use another disk or take off its write protection
    [name-too-long] the name is too long; give a shorter one
    [bad-name] Windows takes no such name (none of < > : " | ? *, no dot or blank at the end, not NUL, CON and their like); give another
    [in-use] another program uses it; close that program and try again
    [device-error] the disk, stick or network folder does not answer; check the connection or use another
   *[other] the system did not allow it ({ $why }); use another place or ask a technician
}

fault-package-passphrase = The passphrase does not open the plan package { $path }. Ask whoever published it and try again
fault-package-damaged = The plan package is damaged or is none: { $path }. Copy it again
fault-package-newer = The plan package was made by a newer program (edition { $edition }, known here: { $known }). Update this machine first
fault-package-bad-signature = The plan package's signature does not fit: { $path }. Do not use it, ask who published it

fault-central-unreachable = The central system at { $url } cannot be reached ({ $why ->
    [refused] that machine does not answer at this port
    [no-such-host] there is no host of that name
    [timeout] no answer for a long time
    [no-network] there is no network
    [broke-off] the connection broke off
   *[other] the network or the address is wrong
}). Everything is recorded here; check network and address, then synchronise again
fault-central-certificate = The central system's certificate is not trusted ({ $url }). Nothing was sent; check the network or the CA file
fault-central-token = The central system does not accept this site's token. Check the token file
fault-central-bad-answer = The central system's answer does not fit the contract and was not used. Call the centre's technicians (technical: { $reason })
fault-central-problem = The central system refused ({ $status } { $problem }); call the centre's technicians. It said: { $detail }
fault-central-address = Not an address of a central system: “{ $url }”. It looks like https://host/v1
fault-central-insecure = The central system's address must begin with https, or others could read the token: { $url }
fault-central-ca-file = The CA file cannot be used: { $path }. Check the path; it must be a certificate in PEM form
fault-central-plan = The central system's plan is not sound and was not used. Call the centre's technicians (technical: { $reason })

central-refused-gap = entries before it have not come yet
central-refused-malformed = not an entry
central-refused-wrong-record = belongs to another record
central-refused-not-enrolled = the desk is not enrolled
central-refused-broken-chain = does not follow what the centre holds
central-refused-bad-hash = content and hash differ
central-refused-bad-signature = wrong signature
central-refused-clock-backwards = the clock runs backwards
central-heads-centre-lacks = The centre lacks entries of desk { $desk }: here up to { $here }, there up to { $centre }
central-heads-centre-ahead = The centre has more entries of desk { $desk }: here up to { $here }, there up to { $centre }. Take that desk's entries in first
central-heads-another-chain = Desk { $desk } differs between the centre and here (number { $centre }). The record may have been changed; tell the chief at once
