"""Forms of planning: what goes to the district and the city.

plan_filing     职业技能等级评价计划备案表 (App1)
eligibility_index
                资格确认归档清单
sampling_list   资质抽查名单
change_request  认定变更申请表
correction      考生信息更正单
"""
