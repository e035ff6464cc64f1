# 读证设备（devices）

fault-source-unknown = 不认识的读证方式“{ $source }”。可用：pcsc:*、serial:串口、sdt:端口、keyboard:、camera:、virtual:脚本；read-id --list 列出现在接着的设备
fault-script-unreadable = 虚拟读证脚本 { $path } { $line ->
    [0] 不是文本文件
   *[other] 第 { $line } 行不是可用的一步
}，没有使用。请按 README 的写法改正后再试
fault-read-timeout = { $seconds } 秒内没有读到证件。请重新放置证件
fault-read-torn = 证件移开太快，没有读完。请放稳后再试
fault-document-unknown = 这不是身份证件。请放置本人有效身份证件
fault-reader-lost = 读证设备没有回应。请检查连接；可先人工输入号码，由第二名工作人员核对
fault-source-ended = 输入已经结束，没有更多的证件
fault-number-malformed = 这不是证件号码，请重新输入
fault-number-check-digit = 号码的校验位不对，请核对后重新输入

# What a reader is doing, in the top bar and at the door.
reader-no-service = 读卡服务没有运行
reader-no-reader = 没有读证设备
reader-ready = 读证就绪
reader-reading = 正在读证
reader-unreadable = 证件读不出
reader-read = 已读证

# One document for people (read-id).
trouble-unreadable = 证件读不出来。请放平再试；仍不行可人工输入号码，由第二名工作人员核对
read-until = 有效期至 { $until }
authenticity-verified = 芯片签名已核验
authenticity-not-verified = 芯片签名未核验
authenticity-failed = 芯片签名不对，证件可疑

# Choosing a reader at a desk.
reader-find = 查找读证设备
reader-found = { $count ->
    [0] 没有找到读证设备。请检查连接后再找；仍可在“选用读证设备”里填写端口
   *[other] 找到 { $count } 个：{ $names }。请用“选用读证设备”选定
}
reader-choose = 选用读证设备
reader-which = 读证设备
reader-setting = 列表里没有的，填写端口
reader-any = 任一 PC/SC 读卡器
reader-none = 不用读证设备（扫码或人工输入）
idle-lock = 无人操作时锁屏
idle-minutes = 无人操作多久后锁屏
idle-after = { $minutes } 分钟
idle-never = 不自动锁屏
idle-chosen = 无人操作 { $minutes } 分钟后锁屏
reader-chosen = 已改用 { $setting }
reader-not-chosen = 请选定一台读证设备，或填写它的端口
