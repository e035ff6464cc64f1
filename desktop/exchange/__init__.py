"""FLOOR 2: files and wires.

roster         the roster workbook: files in, a plan and findings out
tables         a form's rows as a workbook; results: rooms, staff and results for a centre that takes nothing else
catalogues     occupations out of resources; rulefiles: rule sets, protocols and calendars
packages       the published plan, signed and encrypted, with the photos of its candidates (package_photos)
ledger_files   a record as `*.jsonl` and `*.jsonl.age`
central        the central system's HTTP interface
durable, sealed, passphrases, plan_shapes   whole files, age envelopes, checked plan data
"""
