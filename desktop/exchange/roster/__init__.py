"""The roster workbook (contract `roster-workbook.md`): what comes in before the day.

columns    the five sheets, their columns and synonyms
opening/   a file as tables of cells, whatever its kind; limits, whole-file faults
layout     which sheet is which, where its header stands, which column is what; profiles
cells      cells to text, numbers, dates, times, levels
findings   what was wrong, where, and what to do about it
mending/   columns matched by hand, cells put right, the file left alone
site       计划, 场次, 考场; staff: 人员; candidates: 考生
photos     the pictures a roster names, shrunk and kept by hash
reading    `read_roster`: files in, a plan and findings out
template   the empty workbook; synthetic: workbooks of invented people for rehearsal, benches, tests
"""
