"""Forms about candidates.

admission_ticket
                准考证
seat_labels     座位号
summary_sheet   考生信息汇总表, posted or to sign
roster          职业技能等级认定花名册
"""
