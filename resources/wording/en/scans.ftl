# Signed sheets read back

fault-scan-unreadable = This file is no picture (JPEG, PNG), no PDF and no TIFF that can be read. A phone's HEIC has to be saved as JPEG; else scan it again
fault-scan-too-large = The picture is too large (over 64 MB, or over 60 million pixels). Scan again at a lower resolution; 300 dpi will do
fault-scan-too-small = The picture is too small to see signatures. Take it from nearer, or scan at 200 dpi or more
fault-scan-no-code = There is no page code to be seen (lower right corner of the sheet). Take the whole sheet, leave that corner free, and focus
fault-scan-two-sheets = There are several sheets in the picture. Take them one by one
fault-scan-no-corners = The black squares in the four corners are not all to be seen, or the sheet is crumpled. Lay it flat and take it again with all four corners
fault-scan-unknown-sheet = This machine has not printed this sheet ({ $form }, { $scope }, page { $page }), or the list was changed after printing. Read it on the machine that printed it, or compare by hand
fault-scan-layout-unfit = What was kept of this sheet's layout ({ $form }, { $scope }) does not fit the paper, so it cannot be read by machine. Compare by hand

scan-difference-signed-not-admitted = Seat { $seat } (admission number { $who }): signed on the sheet, no entry at the door. Was a document not read, or did somebody sign in the wrong row?
scan-difference-admitted-not-signed = Seat { $seat } (admission number { $who }): let in at the door, not signed. Have it signed, or look for a signature in a wrong row
scan-difference-doubtful = Seat { $seat } (admission number { $who }): the picture does not say whether it is signed. Look at the sheet
scan-difference-moved = Seat { $seat } (admission number { $who }): moved to seat { $now } after printing. Find out who signed
scan-difference-unknown = Seat { $seat } (admission number { $who }): nobody of that number is in this room's plan now. Please check
scan-doubtful-places = { $count } places do not say whether they are signed or ticked. Look at the sheet
scan-unlisted = Room { $room }: let in at the door, not on the list: { $who }. Check that the list is the latest and has all its pages
fault-scan-blank = This page is blank
