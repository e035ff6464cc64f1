# 签字表回读

fault-scan-unreadable = 这个文件不是可读的图片（JPEG、PNG）、PDF 或 TIFF。手机若存为 HEIC，请改存 JPEG；或重新扫描
fault-scan-too-large = 图片太大（文件超过 64 MB，或超过 6000 万像素）。请用较低分辨率重新扫描，300 dpi 即可
fault-scan-too-small = 图片太小，看不清签字。请靠近重拍，或用 200 dpi 以上扫描
fault-scan-no-code = 图中找不到页码二维码（表格右下角）。请把整张纸拍进画面，不要遮住右下角，对焦后重拍
fault-scan-two-sheets = 图中有两张以上的表。请一张一张地拍
fault-scan-no-corners = 图中看不全四角的黑色方块，或纸面折皱太大。请把纸铺平，四角都拍进画面后重拍
fault-scan-unknown-sheet = 本机没有打印过这张表（{ $form }，{ $scope }，第 { $page } 页），或名单在打印之后改动过。请在打印它的电脑上读取，或人工核对
fault-scan-layout-unfit = 这张表（{ $form }，{ $scope }）保存的版式与纸面对不上，不能自动读取。请人工核对

scan-difference-signed-not-admitted = { $seat } 号（准考证号 { $who }）：表上有签字，系统没有入场记录。请核对是否漏刷证件，或他人签错行
scan-difference-admitted-not-signed = { $seat } 号（准考证号 { $who }）：系统已入场，表上没有签字。请补签，或核对是否签错行
scan-difference-doubtful = { $seat } 号（准考证号 { $who }）：图上看不清是否签字。请看原表确认
scan-difference-moved = { $seat } 号（准考证号 { $who }）：打印之后座位已改为 { $now } 号。请核对是谁签的字
scan-difference-unknown = { $seat } 号（准考证号 { $who }）：现在的计划中本考场没有这名考生。请核对
scan-doubtful-places = 有 { $count } 处看不清是否签字或勾选。请看原表确认
scan-unlisted = { $room } 考场：系统已入场、名单上没有的准考证号：{ $who }。请核对名单是否为最新、有无缺页
fault-scan-blank = 这一页是空白的
