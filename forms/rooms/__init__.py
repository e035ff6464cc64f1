"""Forms of one room.

door_sign       考场标识
room_record     考场情况记录单
"""
