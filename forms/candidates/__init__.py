"""Forms about candidates.

seat_labels     座位号
summary_sheet   考生信息汇总表, posted or to sign
"""
