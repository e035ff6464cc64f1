"""FLOOR 2: files and wires.

spreadsheets   rosters in, rooms and results out
packages       the published plan, signed and encrypted, with the photos of its candidates (package_photos)
ledger_files   a record as `*.jsonl` and `*.jsonl.age`
central        the central system's HTTP interface
durable, sealed, passphrases, plan_shapes   whole files, age envelopes, checked plan data
"""
