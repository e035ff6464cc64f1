# 演练与自检（rehearsal）

fault-rehearsal-folder = 文件夹 { $path } 里已有别的内容（{ $found }）。演练只写自己的文件夹，请另选一个
fault-rehearsal-roster = 演练名单没有导入成功：{ $count } 行有误（{ $code }）

selftest-home = 本台数据
selftest-reader = 读证与规则
selftest-readers = 读证设备
selftest-fonts = 字体
selftest-clock = 时钟
selftest-disk = 磁盘
selftest-roster = 名单
selftest-record = 考务记录
selftest-printers = 打印机

selftest-said = { $message }
selftest-no-home = { $path } 还没有本台数据；以下只检查本机
selftest-home-open = { $path } 已打开
selftest-reader-good = 已知考生、走错考场、名单外人员、各种卡片、没读完的卡片等样本的结论全部正确（{ $roster ->
    [yes] 用本场名单
   *[other] 没有名单，用内置样本
}）
selftest-reader-wrong = 样本的结论不对：{ $wrong }。不要开门，请更换本台
selftest-readers-unchosen = 没有选定读证设备。{ $count ->
    [0] 现在也没有接着设备：号码用扫码枪或键盘输入，键盘输入须两人核对
   *[other] 现在接着 { $found }，请在查证台选用
}
selftest-readers-usual = 没有选定读证设备，PC/SC 读卡器接上即用：{ $told }。现在接着 { $found }
selftest-readers-off = 本台设为不用读证设备。{ $count ->
    [0] 现在没有接着设备
   *[other] 现在接着 { $found }
}
selftest-readers-good = { $told }。{ $count ->
    [0] 系统没有列出接着的设备
   *[other] 现在接着 { $found }
}
selftest-readers-missing = { $told }。{ $count ->
    [0] 现在没有接着设备
   *[other] 现在接着 { $found }
}
selftest-source-ready = { $setting } 就绪
selftest-source-named = { $setting } 就绪（{ $names }）
selftest-source-keyboard = 键盘或扫码枪不必检查
selftest-source-gone = { $setting } 没有找到，请接上设备后再自检
selftest-source-no-service = { $setting } 的读卡服务没有运行，请启动智能卡服务（pcscd）后再自检
selftest-source-said = { $setting }：{ $message }
selftest-fonts-good = 姓名用字和生僻字共 { $count } 个全部能印
selftest-fonts-missing = 印不出这些字：{ $missing }
selftest-clock-good = { $now }，走时正常
selftest-clock-year = { $now }，年份不可信，请校准时钟
selftest-clock-jumps = { $now }，系统时钟在跳动（{ $drift } 毫秒），请校准
selftest-clock-back = { $now }，比本台最后一条记录早 { $seconds } 秒，时钟被拨回，请校准
selftest-disk-good = 安全写入一次 { $milliseconds } 毫秒，剩余 { $free } MB
selftest-disk-slow = 安全写入一次要 { $milliseconds } 毫秒，太慢，请换磁盘
selftest-disk-full = 只剩 { $free } MB，请清理磁盘
selftest-disk-fails = { $path } 不能写入：{ system-reason }
selftest-no-roster = 还没有名单
selftest-roster-good = 考生 { $candidates } 人、考场 { $rooms } 个，全部有座位
selftest-roster-seats = 考生 { $candidates } 人、考场 { $rooms } 个，{ $without } 人没有座位
selftest-no-record = 还没有开始记录
selftest-record-good = { $entries } 条记录全部完整，校验码 { $code }
selftest-record-broken = 记录不完整：终端 { $desk } 第 { $number } 条（{ record-reason }）。请保留这个文件夹并报告主考
selftest-printers-none = 没有打印机；表格以 PDF 保存
selftest-printers-found = 找到 { $names }

rehearse-people = 演练结束：登记 { $registered } 人，到场 { $present } 人（迟到 { $late }），缺考 { $absent } 人，提前交卷 { $handed_in } 人
rehearse-door = 查证 { $checks } 次；每次软件用时中位 { $p50 } 毫秒，99% 在 { $p99 } 毫秒内，最长 { $most } 毫秒
rehearse-refused = 未予入场：{ $list }
rehearse-balanced = 试卷账目全部相符
rehearse-broken = 试卷账目不符：{ $equation }
rehearse-verified = 记录 { $entries } 条，核验无误，校验码 { $code }
rehearse-not-intact = 记录 { $entries } 条，核验不通过，校验码 { $code }
rehearse-open = 未办结：考场 { $room }，{ $code } { $facts }
rehearse-unexpected = 意外的拒绝：{ $time } { $command } { $about }：{ $code }
rehearse-closed = { $rooms } 个考场全部关闭，场次结束；用时 { $seconds } 秒，随机种子 { $seed }
