"""Printed forms of an exam site. Knows reportlab and its own frozen inputs, nothing of the application.

catalogue   which forms there are (light: imports no PDF engine)
context     what every print shares: who prints, when, rehearsal, head code; what comes back
candidates, rooms, papers, site, staff, plan, day, results
            the forms, by who uses the sheet; one form a module: its input class, `preflight(inputs)`,
            `render(inputs, out, context)`
exam        a sitting and its rules as sheets name them
ruler       a page that shows how far a printer misses
report      facts and tables under headings, whatever they say
words       official words for levels, sexes, times; masking
fonts, barcode, stock, photo
            characters, bars, label sheets, pictures checked and shrunk
page        parts of a page: text, sheet, flow, blocks; layouts that forms share
"""
