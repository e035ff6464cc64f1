"""Panes of what the office works on before the day.

columns  a roster file's columns beside ours, matched with the arrows
dates    rules with their last days, another first day tried; months the calendar they fall in
posts    who is on duty where, a post changed by hand
"""
