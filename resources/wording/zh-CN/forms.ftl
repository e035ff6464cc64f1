# 印刷：各种表格里由计划和记录填入的话。

press-cheated = 舞弊
press-absent = 缺考
press-sign-rooms = 考场
press-sign-numbers = 第 { $numbers } 考场
press-badge-room = 第 { $rooms } 考场
press-barred-short = 不得参加考试
