# What pictures are called where they cannot be seen.

look-seats = 座位图
look-language-later = 先做完或退出正在填写的内容，再切换语言。
look-key-theme = 浅色 / 深色
look-key-language = 中文 / 英文
