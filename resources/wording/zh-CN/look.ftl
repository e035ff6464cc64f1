# What pictures are called where they cannot be seen.

look-seats = 座位图
look-language-later = 先做完或退出正在填写的内容，再切换语言。
