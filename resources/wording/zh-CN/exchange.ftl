# 文件与连接（exchange）

fault-file-not-found = 找不到文件：{ $path }。请核对路径
fault-file-unreadable = 无法读取文件 { $path }：{ system-reason }
fault-not-a-record = { $path } 不是完整的考务记录文件（{ $line ->
    [0] 文件是空的、已损坏或不是记录
   *[other] 第 { $line } 行不是合格的条目
}），没有使用。请核对是否拿错了文件，或从原来那台重新导出
fault-wrong-file-passphrase = 口令或密钥打不开文件 { $path }。请核对口令（KAODIAN_PACKAGE_PASSPHRASE 或本机口令）后重试
fault-file-too-large = 文件超过允许的大小，没有使用：{ $path }。请核对是否拿错了文件
fault-cannot-write = 无法写入 { $path }：{ system-reason }

# 操作系统的原因；faults.why 给出其中一个词。
system-reason = { $why ->
    [not-found] 找不到，请核对路径
    [is-a-folder] 这是一个文件夹，请给出文件名
    [is-a-home] 这里是本机考务记录，不能覆盖，请换一个文件名
    [name-taken] 已有同名的文件，请换一个名称
    [is-a-device] 这是一个设备，不是文件，请换一个文件名
    [no-such-folder] 没有这个文件夹，请核对路径，或先建好文件夹
    [no-permission] 没有权限，请换一个位置，或请管理员授权
    [disk-full] 磁盘已满，请清理磁盘后重试
    [read-only] 所在的盘是只读的，请换一个盘，或去掉写保护
    [name-too-long] 名称太长，请改短后重试
    [bad-name] Windows 不允许这样的名称（不能有 < > : " | ? *，末尾不能是点或空格，也不能是 NUL、CON 等），请改名
    [in-use] 正被别的程序使用，请关闭那个程序后重试
    [device-error] 磁盘、优盘或网络盘没有响应，请检查连接，或换一个盘
   *[other] 系统没有允许（{ $why }），请换一个位置，或联系技术人员
}

fault-package-passphrase = 口令打不开考试计划包 { $path }。请向发布人核对口令后重试
fault-package-damaged = 考试计划包已损坏或不是考试计划包：{ $path }。请重新拷贝
fault-package-newer = 考试计划包由更新版本的程序生成（格式 { $edition }，本机只认识 { $known }）。请先升级本机程序
fault-package-bad-signature = 考试计划包的签名不符：{ $path }。不要使用，请向发布人核实

fault-central-unreachable = 连接不上中央系统 { $url }（{ $why ->
    [refused] 那台机器没有在这个端口上应答
    [no-such-host] 找不到这个主机名
    [timeout] 等了很久没有回答
    [no-network] 网络不通
    [broke-off] 连接中途断开
   *[other] 网络或网址有问题
}）。记录都在本机；请检查网络和网址，再次同步即可继续
fault-central-certificate = 中央系统的证书不可信（{ $url }）。为防止冒充，没有发送任何内容；请检查网络或 CA 证书文件
fault-central-token = 中央系统不接受本考点的令牌。请核对令牌文件
fault-central-bad-answer = 中央系统的回答不符合接口约定，没有使用。请联系中央系统的技术人员（技术信息：{ $reason }）
fault-central-problem = 中央系统拒绝了请求（{ $status } { $problem }），请联系中央系统的技术人员。对方说：{ $detail }
fault-central-address = 中央系统地址不正确：“{ $url }”。应像 https://主机/v1
fault-central-insecure = 中央系统地址必须以 https 开头，否则令牌会被旁人看到：{ $url }
fault-central-ca-file = CA 证书文件无法使用：{ $path }。请核对路径，文件要是 PEM 格式的证书
fault-central-plan = 中央系统的考试计划不合格，没有使用。请联系中央系统的技术人员（技术信息：{ $reason }）

central-refused-gap = 前面的记录还没有到达
central-refused-malformed = 记录格式不对
central-refused-wrong-record = 属于另一份记录
central-refused-not-enrolled = 该终端尚未登记
central-refused-broken-chain = 与中央系统已有的记录链不衔接
central-refused-bad-hash = 内容与摘要不符
central-refused-bad-signature = 签名不符
central-refused-clock-backwards = 时间倒退
central-heads-centre-lacks = 中央系统缺少终端 { $desk } 的记录：本机到第 { $here } 条，中央到第 { $centre } 条
central-heads-centre-ahead = 中央系统有终端 { $desk } 更多的记录：本机到第 { $here } 条，中央到第 { $centre } 条。请先并入该终端的记录
central-heads-another-chain = 终端 { $desk } 的记录在中央系统与本机不一致（第 { $centre } 条）。记录可能被改动，请立即报告主考
