# 居民身份证阅读机（安全模块、厂商动态库）

fault-reader-garbled = 读证设备（{ $source }）的应答连续两次有误（状态 { $status }）。请检查数据线和接口后再放证件；可先人工输入号码，由第二名工作人员核对
fault-reader-defective = 读证设备（{ $source }）的安全模块报告自身故障或未经授权（状态 { $status }），已停止读证。请更换读证设备；人工输入号码，由第二名工作人员核对
fault-reader-silent = 串口 { $port } 已打开，但没有读证模块应答（{ $source }）。请检查设备电源、数据线，以及端口是否选对；可先人工输入号码
fault-reader-port-refused = 串口 { $port } 不能打开：被其他程序占用，或本账户没有权限（{ $source }）。请关闭占用它的程序，或请管理员授权；可先人工输入号码
fault-library-missing = 找不到读证设备的动态库 { $path }（{ $source }）。请安装厂商驱动，或在设置中写明路径，如 sdt:1001@路径；可先人工输入号码
fault-library-not-loadable = 读证设备的动态库不能装入：{ $path }（{ $source }）。多为 32 位库：请把 KAODIAN_SDT_PYTHON 设为 32 位 python.exe，或换用与本程序位数相同的库；可先人工输入号码
fault-library-hung = 读证设备的动态库 { $seconds } 秒没有返回（{ $source }），已结束并将重新启动。请拿起证件，稍后重放；可先人工输入号码
fault-library-crashed = 读证设备的动态库意外退出（{ $source }），将重新启动。请拿起证件，稍后重放；反复出现时请更换设备，人工输入号码，由第二名工作人员核对

trouble-lift-card = 证件没有读出。请拿起证件再平放到读证区，读完前不要移动；仍读不出时人工输入号码，由第二名工作人员核对
