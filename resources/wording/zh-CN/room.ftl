# The room desk 考场台: words of the screen.

room-lectern = 讲台 · 黑板
room-door = 门
room-pillar = 柱子
room-read-aloud = 请宣读：
room-no-step = 本场没有待办步骤
room-later = 接下来：{ $steps }
room-tick = 勾选下一项
room-tick-first = 请先逐项勾选
room-still-open = 上面的项目还没有全部完成，完成后再确认
room-select = 选座位
room-sheet-key = 记录单
room-sheet-title = 考场情况记录单
room-sheet-back = 座位图
room-sheet-scroll = 翻看
room-sheet-drawing = 正在生成……
room-sheet-none = 本机不能显示记录单
room-sheet-now = 预览 · 共 { $pages } 页 · 随记录更新
room-sheet-page = 考场情况记录单第 { $page } 页，共 { $pages } 页
room-select-first = 请先用方向键或座位号选好座位，再按“{ $action }”
room-not-now = { $seat } 号 { $name } 现在是“{ $state }”，不能“{ $action }”
room-seat = { $seat } 号座位 · { $name }
room-to-door = 转入查证台
room-unknown-scan = 没有这个编号的考生或试卷：{ $text }

seat-free = 空位
seat-expected = 未到
seat-present = 在场
seat-out = 外出
seat-handed = 已交卷
seat-absent = 缺考
seat-misconduct = 违规
seat-removed = 离场
seat-unseated = 无座位 { $n } 人
