"""Forms for what happens on the day out of the ordinary.

incident        突发事件登记处置表
misconduct      考生违纪作弊记录表
stand_in        监考人员替换单
leave_log       考生离场登记表
fallback        纸面应急登记表
"""
