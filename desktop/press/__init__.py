"""Between record and paper: plan and record become the forms' frozen inputs, and PDF or JSON files on the disk.

printing        which forms there are, what is wanted, `print_form`
source          plan, record and words as all forms need them
seat_labels, room_sheets, room_records, custody_slips
                one form's inputs each
reports         a report as PDF or JSON; day_pages, evidence_pages, compliance_pages lay its facts out
"""
