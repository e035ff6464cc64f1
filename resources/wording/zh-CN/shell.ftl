# The window, sign-in, forms of actions, bars. Messages without placeables here are shown before Fluent is loaded.

shell-title = Kaodian 考点
shell-rehearsal = 演练
shell-opening = 正在打开本机考务记录…
shell-passphrase = 本机口令
shell-passphrase-next = 请输入本机口令，按〔Enter〕打开
shell-keep-passphrase = 本机记住口令，以后打开不用再输入
shell-key-keep = 记住口令
shell-welcome = 请登录
shell-welcome-next = 扫胸卡或输入工号，再输入个人密码，按〔Enter〕
shell-locked = 已锁屏
shell-locked-next = 记录照常保存。请扫胸卡或输入工号继续
shell-idle = 无人操作，已锁屏
shell-idle-next = 扫胸卡、输入个人密码，接着原来的做
shell-locked-document = 已锁屏，没有查验。请先登录，再请考生重新读证
shell-change-officer = 换人
shell-back = 返回
shell-desks = 请选择工作台
shell-desks-next = 〔↑〕〔↓〕选择，〔Enter〕进入
shell-no-desk = 本机没有可用的工作台
shell-left = 还有 { $time }
shell-past = 已过 { $time }
shell-on-duty = { $role } { $name } · 换人
shell-fault = 这台电脑出了点问题
shell-offline-note = 离线可用 · 一切先存本机

desk-control = 主考台
desk-door = 查证台
desk-room = 考场台
desk-custody = 保密台
desk-office = 考务台

key-enter = 回车
key-space = 空格
key-scan = 扫码

sign-who = 胸卡或工号
sign-pin = 个人密码
sign-checking = 正在核对…
sign-nth = 第 { $n } 人签名
sign-same-person = { $name } 已经签过，须由另一人签名

form-required = 请填写“{ $field }”
form-not-a-number = 请输入数字
form-optional = （可不填）
form-filter = 输入文字筛选
form-filter-staff = 拼音、首字母或工号，也可扫胸卡
form-next = 下一项 / 确认
count-tip = 数一份按一次〔Space〕，或直接输入数字
count-open = { $title }：{ $left }，应为 { $wanted }
count-holds = { $title }：{ $left } = { $wanted }
count-short = { $title }：{ $left }，应为 { $wanted }，少 { $by }
count-more = { $title }：{ $left }，应为 { $wanted }，多 { $by }
form-back = 返回
form-clause = 依据：{ $clause }
actions-title = 全部操作
act-done = 已记录

fault-ours = 程序出错，已记入日志。已确认的记录不受影响，请重试
fault-passphrase-needed = 请输入本机口令
fault-passphrase-not-text = 口令里有不成字的字节，没有使用。请核对 KAODIAN_PASSPHRASE 等环境变量和终端的编码
fault-wrong-passphrase = 口令不对，请重新输入
fault-passphrase-or-damage = 口令不对，或者数据文件已损坏。请再输一次；口令确实没错的，请保留 { $path }，联系考务办公室
fault-home-busy = 本机考务记录正被另一个窗口或命令使用（{ $path }），没有写入。请稍候重试
fault-not-a-home = { $path } 不是考点的数据文件夹。请核对文件夹；新的一台请先导入名单或登记
fault-damaged-home = 本机考务记录已损坏（{ $path }）。请保留这个文件夹，联系考务办公室
fault-newer-edition = { $path } 里的考务记录由更新的版本写成（格式 { $found }，本程序只认识 { $known }）。请先更新程序
fault-disk-full = 磁盘已满，没有保存（{ $path }）。请清理磁盘后重试

shell-change-officer-next = 接班人扫胸卡或输入工号，再输入个人密码；〔Esc〕返回，〔Ctrl+L〕锁屏
