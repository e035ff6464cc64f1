"""FLOOR 3: what people do. No Qt, no SQL, no drivers; ports.py names what it needs."""
