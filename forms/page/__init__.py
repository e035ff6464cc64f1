"""Parts every form is made of.

text    measuring, fitting, wrapping, drawing at a place
sheet   a page with margins, head, footer, watermark; writing the file in one piece
marks   corner marks, page code and boxes of a sheet that is read back
flow    blocks down the pages, rows never split, headers repeated
blocks  title with head code and QR, headings, notes, signature boxes, tick boxes
table   tables and grids of facts
making  a form out of what lays one input out
layouts a listing with lines to go on by hand, a case on one sheet
cards   cards on label stock: margins, cut lines, bars
sign    few words as large as the sheet allows; arrows
balance the paper equations of a room as rows of a table
preflight
        checks before printing that several forms share
"""
