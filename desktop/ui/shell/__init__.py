"""The window around the desks.

window      bars, keys, scans, and the desk that stands there
arrival     how somebody gets to a desk: the home opened, who it is, which desk; `entry` is its page
desks       a desk's view by its name
arming      the readers the desk wants, and where what they read goes
locking     a desk nobody is at
aids        what a key lays over the desk: help, keyboard map, search, the first tour; `cover` is what such a thing is
appearance  light or dark, Chinese or English
"""
