"""Forms after the exam.

score_roster    成绩花名册
assessor_feedback
                考评人员执评情况反馈表
room_closing    考场收尾单
site_closing    考点收尾单
archive_index   档案目录
"""
