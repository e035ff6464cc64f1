# What the desks say of the record: titles, notes, alerts, balances.

door-title = 查证台 · 第 { $room } 考场
door-waiting = 请出示证件
door-waiting-next = 读身份证件，或先扫准考证
door-closed = 尚未开始入场
door-opens-at = { $time } 起入场
door-badge-read = 这是工作胸卡，不是考生证件
door-not-a-document = 读到的不是证件号码，请重新读证
door-ticket-fits = 准考证与证件相符
door-ticket-then-document = 已扫准考证，请读身份证件
door-officer = 查证人
door-second-officer = 第二名工作人员
door-ticket-number = 准考证 { $number }
door-id-tail = 身份证尾号 { $tail }
door-document-tail = 证件尾号 { $tail }
door-sign-row = 请考生在信息汇总表第 { $seat } 行签字，然后按〔Enter〕，或直接读下一张证件
door-room-big = { $room } 考场
door-place = { $place } · { $seat } 号座位
door-recent-wrong-room = 应到 { $room } 考场

room-title = 考场台 · 第 { $room } 考场
room-not-yours = 这一步由{ $roles }办理

seat-note-expected = 未到
seat-note-present = 在场
seat-note-late = 迟到 { $minutes } 分
seat-note-absent = 缺考
seat-note-out = 外出 { $minutes } 分 · { $escort }
seat-note-until = { $note } · 至 { $time }
seat-note-held = { $note } · 暂停
seat-note-handed = { $time } 已交
seat-note-removed = { $time } 离场
seat-note-misconduct = 违规已记录

dot-record = 已记录 { $count } 条
dot-clock-set-back = 本机时钟曾被调回
dot-unreadable = { $count } 条记录无法读取

balance-title = 试卷平衡
balance-copies = 袋内份数
balance-to-give = 待发给在场考生
balance-in-hand = 在考生手中
balance-collected = 统一收回
balance-handed-in = 已交
balance-absent = 缺考卷
balance-spare = 备用卷
balance-void = 作废
count-answered = { $kind }已交 + 收卷（到场）
count-absent = { $kind }缺考
count-void = { $kind }作废
count-whole = { $kind }合计（袋内）

alert-suspended = 考试已中止
alert-suspended-since = { $time } 起。
room-held = 已中止
alert-step-late = 应于 { $time } 完成，已逾期
alert-order = 主考 { $time } 下令：{ $order }

group-room = 考场
group-candidate = 考生
group-bag = 试卷袋
group-sitting = 全场
group-site = 考点
group-staff = 人员
group-incident = 事件
group-desk = 本台

conflict-admitted-twice = 同一考生两处入场
conflict-seat-twice = 同一座位两人
conflict-bag-twice = 同一试卷袋两处

fault-no-plan = 还没有导入计划，请先运行 plan import
fault-plan-incomplete = 计划还不能发布：{ $what ->
    [candidates] 没有考生或场次。请先导入名单
    [seats] 还有 { $count } 名考生没有座位。请先编排，考场不够时补上考场
    [duties] 还没有安排人员。请先编排
    [chief] 有场次没有主考（N1）。请在名单里补上主考，重新编排
    [deputy-chief] 有场次没有副主考（N1）。请在名单里补上副主考，重新编排
    [proctors] 有 { $count } 个考场没有监考员（{ $rooms }，N2）。请补上监考员，重新编排
   *[rooms] 没有考场。请先导入考场
}
fault-correction-wrong = 仍不对：{ $message }
fault-post-gone = 这个岗位或人员已不在计划里，请重新选择
fault-post-barred = 不能由 { $name } 担任：{ $reason }
fault-post-changed-since = 岗位在那以后又改过（重新编排或导入），不能撤销
fault-plan-stopped = 计划不能继续（{ $rule }，{ $clause }）：考场、考评员、质量内控人员信息最迟 { $due } 导入认定系统，{ $done ->
    [none] 还没有登记办结。已按期导入的，请登记办结日期（plan mark { $rule }，或考务台“计划与期限”页）
   *[other] 登记的办结日期是 { $done }，已经逾期
}；没有按期导入的，请另定首次认定日期。演练不受此限
fault-waiver-not-chief = 只有主考可以准许少配监考员（N2）；{ $name } 不是本计划的主考
fault-waiver-too-long = 理由太长，请不超过 { $limit } 字
fault-waiver-nothing-short = 没有可以准许的：各考场监考员均已配足，或缺的是唯一一名监考员（N2）
fault-not-enrolled = 本机还不是考点的一台，请先用计划包登记（desk enrol）
fault-desk-role = 台的种类只能是：{ $roles }
fault-desk-label = 请给本台起一个名称
fault-desk-enrolled = 本机已经登记过：{ $label }
fault-at-needs-rehearsal = 只有演练用的记录才能指定时间
fault-no-profile = 没有名为“{ $name }”的列对应方案{ $known ->
    [none] ，本机还没有存过。请不用 --profile，或先在考务台存一个
   *[other] （已有：{ $known }）。请改用其中一个
}
fault-bad-date = “{ $value }”不是日期，请写成 2026-11-28 这样
fault-record-other = 这个文件属于另一份记录，不能并入。请核对是否拿错了文件
fault-record-not-intact = 记录不完整，没有并入：台 { $desk } 第 { $number } 条（{ record-reason }）。请从那台重新导出；仍不行请保留文件并报告主考
fault-not-a-head-code = { $path } 不是打印件上的校验码内容。请重新扫描打印件上的二维码并另存
fault-central-token-file = 令牌文件 { $path } 读不到，或里面不是一行令牌。请核对路径，或向中央系统重新取一份
fault-bad-rules = 规则文件 { $path } 有误，没有使用。请恢复原来的文件或重装程序（技术信息：{ $reason }）
fault-unknown-rules = 没有编号为“{ $id }”的规则
fault-ours-report = 程序出错，已确认的记录不受影响。报告在 { $report }，请交给技术人员

ask-passphrase = 本机口令：
ask-pin = { $officer } 的签名密码：

verify-malformed = 不是合格的条目
verify-wrong-record = 属于另一份记录
verify-bad-desk-id = 台号与公钥不符
verify-not-enrolled = 该台没有登记
verify-gap = 条号有缺
verify-duplicate = 条号重复
verify-broken-chain = 与上一条不衔接
verify-bad-hash = 内容被改动
verify-bad-signature = 签名不符
verify-clock-backwards = 时间倒退
verify-bad-proof = 登记证明不符
verify-head-mismatch = 与打印的校验码不符，记录被截短

# 核验的原因，放在句子里。
record-reason = { $reason ->
    [malformed] { verify-malformed }
    [wrong-record] { verify-wrong-record }
    [bad-desk-id] { verify-bad-desk-id }
    [not-enrolled] { verify-not-enrolled }
    [gap] { verify-gap }
    [duplicate] { verify-duplicate }
    [broken-chain] { verify-broken-chain }
    [bad-hash] { verify-bad-hash }
    [bad-signature] { verify-bad-signature }
    [clock-backwards] { verify-clock-backwards }
    [bad-proof] { verify-bad-proof }
   *[head-mismatch] { verify-head-mismatch }
}

order-prepare = 考试预备
order-start = 宣布开考
order-fifteen-minutes = 还剩 15 分钟
order-end = 考试结束

board-subject = { $plan } · { $rooms } 个考场 · { $people } 名考生
board-arrivals = 入场
board-room = { $room } 考场
board-whole = 全场
board-came = 应到 { $expected }，已到 { $came }
board-calling = 呼叫主考
board-done-at = { $step }：{ $time } 已完成
board-due = 待{ $step }
board-due-told = { $step }：{ $time }
board-late = 迟{ $minutes }分
board-late-told = { $step }：应于 { $time } 完成，已逾期
board-short = 差{ $count }份
board-room-step = { $room } 考场 · { $step }
board-order-given = { $time } 已发 · { $seen }/{ $rooms } 确认
board-order-twice = 按两次下令
board-order-planned = 计划 { $time }
board-extend-note = 全场 / 考场 / 个人
board-resume-note = 全场已中止，按此恢复
board-suspend-note = 突发事件 附件4 一（九）
board-bags = 试卷袋
board-balanced = { $count } 个考场账目相符
board-open = 账目尚未清点完毕
board-holder-room = 差 { $count } 份：{ $room } 考场
board-holder-bag = 差 { $count } 份：试卷袋 { $bag }
board-holder-office = 差 { $count } 份：考务办
board-holder-escort = 差 { $count } 件：押送途中

alert-leak = 失泄密报警
alert-leak-text = { $time } { $by } 报告
alert-call = { $room } 考场 { $time } 呼叫主考
alert-late = { $room } 考场尚未{ $step }
conflict-version = { $room } 考场 { $seat } 号（{ $desk } { $time }）

matter-open = 待处理
matter-done = 已处理
matter-conflicts = 矛盾
matter-no-conflicts = 没有矛盾
matter-incidents = 事件
matter-no-incidents = 没有突发事件
incident-quick = 按数字键选中并立即报告；要写说明，用方向键选中，再按回车
matter-stand-ins = 顶替
matter-no-stand-ins = 没有人员顶替
matter-stand-in = { $stand_in } 顶替 { $absent }
matter-times = 延时
matter-no-times = 没有延时或中止
matter-stations = 各台
matter-no-stations = 还没有收到其他台的记录
station-told = { $minutes } 分钟前写下最近一条，共收到 { $count } 条
station-set-back = ；时钟曾被拨回
station-reader-lost = ；读证设备失去连接
station-quiet = 久无记录
station-heard = 有记录
dot-stations = { $count } 台 · 最近 { $time }
dot-quiet = { $label } { $minutes } 分钟无记录
dot-quiet-more = { $label } 等 { $count } 台 { $minutes } 分钟无记录
matter-suspended = 中止考试
matter-extended = 延长 { $minutes } 分钟
floor-number = { $floor } 层
alert-late-rooms = { $count } 个考场尚未{ $step }
door-typed = 输入证件号
door-typed-until = 例如 20310501；没有期限的写“长期”

custody-title = 保密台 · 保密室
custody-subject = 试卷袋 { $bags }（含备用 { $spare }）· 答题卡袋 { $cards }
custody-keyholders = 双人保管：{ $people }
custody-prompt = 请扫试卷袋，或输入袋号后按〔Enter〕
custody-bag = 试卷袋 { $bag }
custody-copies = { $copies } 份 + 备用 { $spares }
custody-seal = 封条 { $seal }
custody-nothing-to-do = 此袋现在{ $place }，没有待办的交接
custody-not-yours = 这一步不由本台人员办理
custody-differs = 报告不符
custody-no-bag = 没有这个袋号：{ $text }
custody-hop-take-out-bag = 交接：保密室 → 考务办
custody-hop-issue-bag = 交接：考务办 → 第 { $room } 考场
custody-hop-bring-bags = 送达第 { $room } 考场
custody-hop-return-bags = 送还：第 { $room } 考场 → 考务办
custody-hop-seal-bag = 封装：第 { $room } 考场
custody-missing-office = 还有 { $count } 袋未出库
custody-missing-carried = 还有 { $count } 袋未领
custody-missing-room = 还有 { $count } 袋未送达
custody-missing-returned = 还有 { $count } 袋未送还
custody-missing-sealed = 还有 { $count } 袋未封装
custody-missing-departed = 还有 { $count } 袋未押送
custody-missing-words = { $labels } · { $time } 前须完成
custody-all-there = 各考场试卷袋均已送达
custody-all-gone = 全部试卷袋已押送
custody-place-secure-room = 保密室
custody-place-office = 考务办
custody-place-carried = 途中
custody-place-room = 在考场
custody-place-returned = 已送还
custody-place-departed = 已押送
custody-sealed-well = 封条完好
custody-spare = 备用
custody-withdrawn = 已换下
custody-entered = { $people } 进入保密室：{ $purpose }
custody-left = { $people } 离开保密室
custody-alarm = 失泄密报警 { $count } 起：{ $time } { $people } 报告 { $cause }。须由主考或副主考处理，报告人不能关闭
custody-code = 记录校验码 { $code }
custody-key-scan = 开始一次交接
custody-key-differs = 报告不符
custody-key-put-down = 放下此袋
custody-typed = 袋号 { $text }，按〔Enter〕
difference-seal-broken = 封条破损
difference-seal-number = 封条号不符
difference-room = 考场不符
difference-occupation = 职业不符
difference-level = 等级不符
difference-copies = 份数不符

refused-pin-wrong = { $officer } 的签名密码不对，还可以试 { $left } 次
next-pin-wrong = 请重新输入
refused-pin-locked = { $officer } 的签名密码错误次数过多，已暂停
next-pin-locked = 请 { $seconds } 秒后再试，或由另一人签名
refused-signature-used = { $officer } 的签名已经用过
next-signature-used = 每次办理都要重新扫胸卡并输入密码
