"""Forms that go with the papers.

bag_label       试卷袋标签
custody_slip    试卷交接单
secure_room_log 保密室出入登记表
sealing_approval
                密封批准单
escort_list     押送单
"""
