"""Forms for the whole site, posted.

room_list       考场安排表
site_map        考场分布图
entrance_sign   场所入口标识
direction_signs 指示标识
"""
