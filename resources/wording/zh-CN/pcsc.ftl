# PC/SC 读卡器

fault-card-hung = 读卡器“{ $reader }”上的证件停止响应。请取下证件，翻面后重新放置；其间可人工输入号码
fault-reader-ambiguous = “{ $source }”与多台已连接的读卡器相符。请在设置中填写其中一台的完整名称

trouble-card-mute = 证件芯片没有响应。请移开其他卡片，将证件平放在读卡器上再试
trouble-card-unpowered = 读卡器未能给证件芯片供电。请将证件贴近、放平后再试
trouble-card-in-use = 另一个程序正在使用这台读卡器。请关闭该程序，再重新放置证件
trouble-card-hung = 证件芯片停止响应。请取下证件，稍候重新放置，或人工输入号码
trouble-card-torn = 证件移开太快，没有读完。请重新放置并保持不动
trouble-card-unknown = 这张卡不带身份信息。请放置本人有效身份证件
trouble-card-failed = 证件芯片返回错误。请重新放置；仍不行时请人工输入号码
trouble-page-refused = 读卡器没有读完证件。请重新放置并保持不动
trouble-page-damaged = 读卡器读到的证件内容不成形。请重新放置；仍不行时请人工输入号码
