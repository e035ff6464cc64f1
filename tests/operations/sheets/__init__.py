"""Signed sheets read back at the office desk."""
