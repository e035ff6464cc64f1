# 考务台：回读签名表

sheets-words = 拍照或扫描签好的表，与记录逐行核对；确认之前不改动任何记录
sheets-nothing = 按 F6 选择签好的考生信息汇总表、考场情况记录单或试卷交接单的照片、扫描件（JPEG、PNG、PDF、TIFF；扫描仪连续扫成的一个多页文件也行）。每张表右下角有页码二维码，四角有黑色方块，请都拍进画面。
sheets-left = 共 { $count } 张，{ $left } 张未确认
sheets-title = { $room } · { $form }
sheets-title-pages = { $room } · { $form } { $page }/{ $pages }
sheets-form-summary-sheet = 汇总表
sheets-form-room-record = 记录单
sheets-form-custody-slip = 交接单
sheets-mark-look = { $count } 行待看
sheets-mark-ready = 可确认
sheets-mark-confirmed = 已确认
sheets-mark-duplicate = 重复
sheets-mark-fault = 读不出
sheets-page-of = { $file } 第 { $page } 页
sheets-seat = { $seat } 号
sheets-box-sign = 签名
sheets-box-tick = 勾选
sheets-head-place = 座位
sheets-head-person = 考生或签名人
sheets-head-paper = 纸上
sheets-head-record = 记录
sheets-sign-yes = 有签字
sheets-sign-no = 没有签字
sheets-sign-doubtful = 看不清
sheets-tick-none = 没有勾选
sheets-tick-doubtful = 看不清
sheets-option = 第 { $number } 项
sheets-by-eye = { $said }（人工）
sheets-let-in = { $time } 入场
sheets-signed-at-door = 门口已签
sheets-handed-in = { $time } 交卷
sheets-box-signed = 已登记 { $words }
sheets-sign-look = 图上看不清是否签字
sheets-tick-look = 图上看不清勾选了哪一项
sheets-contrary = 纸上与记录不符
sheets-confirmed = { $time } { $who }已确认
sheets-duplicate = 与“{ $file }”是同一页，不再核对。请用 Delete 移走其中一张
sheets-to-look-at = { $count } 行要用眼看
sheets-look-first = 请对每一行按 Y（有签字）或 N（没有签字）；勾选题按数字
sheets-ready = 与记录相符，可以确认
sheets-ready-differs = { $count } 处与记录不符，可以确认
sheets-confirmed-before = 这一页 { $time } 已按另一张图确认过；再确认就以这一张为准，原记录保留
sheets-confirm = 确认这一张
sheets-no-right = 只有考务人员、主考或副主考可以确认；本计划的规则若早于此功能，请人工核对
sheets-not-ready = 这一张还不能确认，请先看完要看的行
sheets-will-write = 将记入：纸上有签字 { $signed } 处，其中人工辨认 { $eye } 处。
sheets-will-agree = 与记录相符。
sheets-will-tell = 有 { $count } 处与记录不符，将作为事件报主考处理；入场记录不变。
sheets-ask-sign = 这一行有签字吗？
sheets-ask-tick = 勾选的是哪一项？
sheets-no-picture = 没有这一行的图
sheets-key-yes = 有签字
sheets-key-no = 没有签字
sheets-key-move = 选行 · 换一张
sheets-key-back = 撤回判断
sheets-key-drop = 移走这一张
sheets-key-none = 没有勾选
sheets-list = 读到的表
sheets-list-mark = 状态
sheets-rows = 逐行核对

job-sheets-read = 读了 { $read } 张
job-sheets-read-some = 读了 { $read } 张，{ $failed } 张读不出来，原因写在该张上
job-sheets-dropped = 已收起 { $count } 张

fault-scan-other-plan = 这张表是为“{ $plan }”{ $rehearsal ->
    [yes] 的演练
   *[no] {""}
}打印的，不是本计划的表。没有改动任何记录
fault-scan-other-list = 这张名单上有本计划没有的准考证号，是另一版名单。请用最新打印的名单核对。没有改动任何记录
fault-scan-too-many = 一次最多留 { $most } 张。请先确认、收起一些再读
fault-scan-file-changed = 文件“{ $path }”在读取之后改动过，没有确认。请重新读取
fault-scan-empty-folder = 文件夹“{ $path }”里没有照片、扫描件（JPEG、PNG、PDF、TIFF）

doing-sheets = 读签名表
job-sheets-blank = ，另有 { $count } 页空白
