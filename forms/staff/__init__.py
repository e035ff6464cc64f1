"""Forms for those on duty.

badge           胸卡
duty_list       监考安排表
sign_in         工作人员签到表
crib_sheet      岗位流程卡
"""
