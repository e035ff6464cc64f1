"""Between record and paper: plan and record become the forms' frozen inputs, and PDF or JSON files on the disk.

printing        which forms there are, `print_form`
wanted          what one print run is about
source          plan, record and words as all forms need them
events          what happened out of the ordinary, in words
candidates, rooms, papers
                what fills each form: the folders and files of `forms/` again, each with `fill`
reports         a report as PDF or JSON
pages           how the facts of a report are laid out
"""
