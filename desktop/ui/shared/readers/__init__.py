"""Readers as a window has them.

armed   readers that are devices: a thread each, armed again after every read
wedge   readers that type, told apart from people in Qt's keys
bursts  what a reader's typing is, by rhythm alone; pure
"""
