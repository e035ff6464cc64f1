# Printers and preview

fault-printer-service-missing = This machine has no printing system (the program { $program } is missing). Install cups-client, or save as PDF and print on another machine
fault-printer-service-off = The printing service is not running. Start CUPS (on Windows the service “Print Spooler”) and try again, or save as PDF meanwhile
fault-printer-service-silent = The printing service has not answered for { $seconds } seconds. Check whether a network printer is cut off and try again, or save as PDF meanwhile
fault-printer-gone = There is no printer “{ $printer }”; it may have been removed or unplugged. Please choose a printer again
fault-printer-stopped = The printer “{ $printer }” is stopped; no page was sent. Mend it (paper, jam) and resume it, or take another printer
fault-printer-refuses = The printer “{ $printer }” takes no jobs just now; no page was sent. Take another printer, or let it accept jobs again
fault-printer-queue-full = Too many jobs wait for the printer “{ $printer }”; no page was sent. Wait for them or cancel them, then try again
fault-printer-spool-full = The print spool cannot hold this file (disk full, or file too large); “{ $printer }” printed no page. Free some disk, or print in parts
fault-printer-failed = The printer “{ $printer }” did not take this print. Look for the reason in the system's print queue and try again, or save as PDF meanwhile
fault-print-copies = { $given } copies cannot be: 1 to { $most } at a time
fault-print-media = “{ $given }” is no name of a paper, such as A4 or A3
fault-print-pages-malformed = The pages “{ $given }” cannot be understood. Write them like 3-5,8
fault-print-pages-none = The file has { $pages } pages and none of “{ $given }” to print
fault-pdf-unreadable = This PDF cannot be opened: it is damaged, locked by a password, or no PDF. Please make it again
fault-pdf-no-page = The file has { $pages } pages, and no page { $page }
fault-calibration-far-off = These figures are not of one ruler page (ruler { $ruler } mm, cross { $left } mm from the left and { $top } mm from the top). Make sure that it was not “fitted to the page”, and measure again

printer-state-ready = ready
printer-state-printing = printing
printer-state-stopped = stopped

printer-alert-media-empty = out of paper
printer-alert-media-low = little paper left
printer-alert-media-needed = needs paper
printer-alert-media-jam = paper jam
printer-alert-toner-empty = out of toner
printer-alert-toner-low = little toner left
printer-alert-cover-open = cover open
printer-alert-door-open = door open
printer-alert-offline = offline
printer-alert-paused = paused

print-job-waiting = waiting
print-job-printing = printing
print-job-done = printed
print-job-cancelled = cancelled
print-job-failed = failed
print-job-gone = The printing system no longer knows this job; look at the paper
