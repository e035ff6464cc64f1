# The door desk 查证台: words of the screen. Verdicts have their own file.

door-seat-word = 号座位
door-expected = 应到
door-arrived = 已到
door-missing = 未到
door-way = 怎么走
door-you-are-here = 您在这里
door-confirm = 签字确认
door-dismiss = 返回等待
door-to-room = 转入考场台
