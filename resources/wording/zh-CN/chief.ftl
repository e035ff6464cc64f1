# The chief's board: orders and their answers, two versions of one thing, the morning's line.

board-silent = 未确认 { $minutes }分
board-done-by = { $told }（{ $people }）
board-holder-people = { $holder }（{ $people }）

alert-silent = { $order }：{ $count } 个考场未确认
alert-silent-text = { $time } 下令，已过 { $minutes } 分钟，{ $rooms } 考场尚未确认。请呼叫考场或派流动监考员到场传达
alert-rooms = 涉及 { $rooms } 考场
alert-show-room = 查看考场
alert-show-orders = 查看各考场确认
alert-show-balance = 查看账目

matter-orders = 命令
matter-no-orders = 还没有下过命令
order-open = 未确认
order-seen = 已确认
order-silent = { $time } 下令，{ $minutes } 分钟内没有确认
order-seen-by = { $people } 确认，下令后 { $seconds } 秒
matter-replaced = 已替换
matter-standing-in = 顶替中
incident-reported-by = { $people } { $time } 报告：
incident-resolved-by = { $people } { $time } 处置：

conflict-compare = 比对并裁定
conflict-stands = 现行记录
conflict-other = 另一记录
conflict-what = 记录
conflict-when = 时间
conflict-desk = 工作台
conflict-by = 经手人
conflict-remark = 备注
conflict-seat = { $room } 考场 { $seat } 号座位
conflict-late = 迟到 { $minutes } 分钟入场
conflict-absent = 核定缺考

morning-planned = { $step }：计划 { $time }
morning-ordered = { $planned }，{ $time } 下令
morning-done = { $planned }，实际 { $span }（{ $done }/{ $total }）
morning-late = { $planned }，已逾期
morning-exam = 考试时间
morning-suspended = { $place } 中止：{ $reason }
morning-extended = { $place } 延长 { $minutes } 分钟
