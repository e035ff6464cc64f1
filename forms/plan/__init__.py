"""Forms of planning: what goes to the district and the city.

plan_filing     职业技能等级评价计划备案表 (App1)
sampling_list   资质抽查名单
change_request  认定变更申请表
correction      考生信息更正单
"""
