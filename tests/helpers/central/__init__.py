"""A small real server of resources/contract/central.yaml: FastAPI over an SQLite file, validating entries truly.

running    `with central_server(folder) as centre:` in a thread on a free loopback port
app        the calls
judge      what the centre thinks of an entry, from record-format.md alone (nothing of desktop.ledger)
database   what it keeps; survives restarts
mishaps    trouble on demand: busy, dropped connections, refusals, strange answers
records    small true records to send

By hand: `python -m tests.helpers.central --db FILE --port N --token T`
"""
