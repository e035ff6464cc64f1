# What may stand in the way of the home and the hub.

fault-home-exists = { $path } 里已经有本机考务记录。请打开它，或换一个文件夹
fault-home-being-made = 另一个窗口或命令正在 { $path } 里新建考务记录。请稍候重试
fault-home-unreachable = 打不开文件夹 { $path }，请检查是否存在、是否可写
fault-home-read-only = 本机考务记录只读（{ $path }），不能写入。请检查磁盘和权限
fault-disk-failing = 磁盘读写出错（{ $path }），没有写入。请换一台电脑或换一块磁盘
fault-entry-exists = 这一条已经写过，请重试
fault-entry-gap = 记录的条号不连续，没有写入
fault-entry-final = 记录只能增加，不能改动
fault-package-exists = 这个计划包已经导入过
fault-package-final = 已导入的计划包不能改动
fault-desk-exists = 本机在这份记录里已经登记过
fault-desk-final = 本台登记不能改动
fault-record-forked = 台 { $desk } 的第 { $number } 条有两个不同的版本，没有并入，请保留两台电脑并报告
fault-record-gap = 台 { $desk } 在第 { $number } 条之前缺少记录，没有并入
fault-hub-url = 汇聚库地址不对：“{ $url }”。应像 postgresql://主机/库名
fault-hub-unreachable = 连不上汇聚库 { $hub }。本台照常工作；请检查网络和地址，连上后再同步即可补上
fault-hub-not-ready = 汇聚库 { $hub } 还没有建好，请先运行 hub init
fault-hub-newer = 汇聚库 { $hub } 由更新的版本建成，请更新程序
fault-hub-refused = 汇聚库 { $hub } 没有接受，本台照常工作。请联系管理汇聚库的人（技术信息：{ $reason }）
fault-hub-damaged = 汇聚库里台 { $desk } 第 { $number } 条不是合格的条目，没有并入
fault-passphrase-not-kept = 口令没有存下：这台电脑没有系统密钥库，或密钥库没有保存。照常工作，下次打开仍要输入口令
fault-passphrase-not-forgotten = 系统密钥库没有应答或没有删去 { $path } 的口令，它可能还在。请解锁密钥库再试，或在系统的密钥管理里删去“kaodian”一项
