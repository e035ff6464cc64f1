"""Parts every form is made of.

text    measuring, fitting, wrapping, drawing at a place
sheet   a page with margins, head, footer, watermark; writing the file in one piece
flow    blocks down the pages, rows never split, headers repeated
blocks  title, facts grid, table, notes, signature boxes, tick boxes, head code with QR
"""
