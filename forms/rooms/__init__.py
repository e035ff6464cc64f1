"""Forms of one room.

door_sign       考场标识
rules_poster    考场规则
bag_store_sign  存包处
blackboard_card, blackboard_card_a3
                板书
slate_card      影像记录场记牌
room_record     考场情况记录单
"""
