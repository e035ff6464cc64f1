"""Paper from the command line."""
