"""Between record and paper: plan and record become the forms' frozen inputs, and PDF or JSON files on the disk.

printing        which forms there are, `print_form`: looked through, asked about, written or sent, logged
shop            the same steps one by one, for the page on which forms are looked at and printed
batch           every form of the site in one go
wanted, scope, stocks
                what one print run is about: rooms and people as typed, label sheets
source          plan, record and words as all forms need them
events, exams   what happened out of the ordinary, in words; sittings and people as several forms name them
candidates, rooms, papers, site, staff, plan, day, results
                what fills each form: the folders and files of `forms/` again, each with `fill`
preview         a room's record sheet as pictures
reading         signed sheets that come back, against the record
printers        how far each printer misses
reports         a report as PDF or JSON
pages           how the facts of a report are laid out
"""
