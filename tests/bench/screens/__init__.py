"""What the screens cost.

windows.py  paint, readiness and memory beside a bare window, each in a process of its own
boards.py   the chief's sixty rooms under two hundred changes a second
"""
