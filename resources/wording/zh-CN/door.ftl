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
door-names-compare = 请对照证件与本人核对姓名用字
door-names-alike = 证件上的姓名与名册姓名拼音相符
door-name-roster = 名册
door-name-read = 证件
door-choose = 按数字键选定本人
