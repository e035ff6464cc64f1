# 打印机与预览

fault-printer-service-missing = 本机没有打印系统（缺少程序 { $program }）。请安装 cups-client，或先“另存为 PDF”，到另一台电脑上打印
fault-printer-service-off = 打印服务没有运行。请启动 CUPS（Windows 为“Print Spooler”服务）后重试，或先“另存为 PDF”
fault-printer-service-silent = 打印服务 { $seconds } 秒没有应答。请检查网络打印机是否断开后重试，或先“另存为 PDF”
fault-printer-gone = 找不到打印机“{ $printer }”，可能已被删除或断开。请重新选择打印机
fault-printer-stopped = 打印机“{ $printer }”已停用，未送出任何页。请处理缺纸、卡纸等故障并恢复该打印机，或换一台打印机
fault-printer-refuses = 打印机“{ $printer }”暂不接受打印任务，未送出任何页。请换一台打印机，或在系统中恢复接受任务
fault-printer-queue-full = 打印机“{ $printer }”排队的任务太多，未送出任何页。请等前面的任务印完或取消后重试
fault-printer-spool-full = 打印缓存放不下这份文件（磁盘已满或文件过大），“{ $printer }”未印出任何页。请清理磁盘，或分几次打印
fault-printer-failed = 打印机“{ $printer }”没有接受这次打印。请在系统的打印队列中查看原因后重试，或先“另存为 PDF”
fault-print-copies = 份数 { $given } 不对，一次可打印 1 至 { $most } 份
fault-print-media = “{ $given }”不是纸张名称，例如 A4、A3
fault-print-pages-malformed = 页码“{ $given }”看不懂。请写成 3-5,8 这样
fault-print-pages-none = 文件共 { $pages } 页，没有页码“{ $given }”可打印
fault-pdf-unreadable = 这份 PDF 打不开：文件损坏、加了密码或不是 PDF。请重新生成后再试
fault-pdf-no-page = 文件共 { $pages } 页，没有第 { $page } 页
fault-calibration-far-off = 量得的数值不像同一张标尺页（标尺 { $ruler } 毫米，十字距左边 { $left } 毫米、距上边 { $top } 毫米）。请确认打印时没有“适应纸张”，再量一次

printer-state-ready = 就绪
printer-state-printing = 正在打印
printer-state-stopped = 已停用

printer-alert-media-empty = 缺纸
printer-alert-media-low = 纸张将尽
printer-alert-media-needed = 需要放入纸张
printer-alert-media-jam = 卡纸
printer-alert-toner-empty = 碳粉用尽
printer-alert-toner-low = 碳粉不足
printer-alert-cover-open = 机盖未关
printer-alert-door-open = 机门未关
printer-alert-offline = 脱机
printer-alert-paused = 已暂停

print-job-waiting = 排队中
print-job-printing = 正在打印
print-job-done = 已印完
print-job-cancelled = 已取消
print-job-failed = 打印失败
print-job-gone = 打印系统中已没有这个任务，请看纸面是否印出
