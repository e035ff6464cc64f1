"""The only place that speaks SQL. One folder, the home, holds everything a desk keeps; the hub is a peer.

home        creating and opening a home: `create_home`, `open_home`
passphrase  where the passphrase comes from, and the key made from it
database    the open SQLCipher file: transactions, and SQL errors told as the site's faults
tables      every table, trigger and the edition of the schema
migrations  from an older edition to this one (Alembic, loaded only then)
entries     the record: append, take in, load
plans       draft plan, published packages, this home's desks
settings    settings and column profiles of imports
papers      attachments by hash, and the log of what was printed
sync        what the central system took, refused and gave receipts for
hub         the same entries in a PostgreSQL database shared on the LAN
pins        PINs as slow hashes

Every method is synchronous and ends durable. A home belongs to one thread at a time (its lane); nothing here locks.
"""
