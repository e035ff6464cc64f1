"""The forms of any act, field by field."""
