"""Panes of what the office works on before the day.

columns  a roster file's columns beside ours, matched with the arrows
posts    who is on duty where, a post changed by hand
"""
