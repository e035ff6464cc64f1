# 考前计划（plan）：编排结果、期限与设置检查

finding-mixed-room = { $room } 考场因考场数不足，合并安排了多个职业等级：{ $groups }
finding-unseated = { $reason ->
    [no-room-left] 考场座位不足，还有 { $count } 名考生没有座位。请增加考场
    [no-sitting] 有 { $count } 名考生没有对应的场次。请核对科目、职业和等级
    [unknown-sitting] 有 { $count } 名考生的场次不在计划中
    [locked-seat-lost] 有 { $count } 名考生的座位已打印，但原考场或座位已不能使用。请人工处理
   *[other] 有 { $count } 名考生没有座位
}
finding-candidate-in-two-sittings = 下列考生同一时间有两个场次：{ $people }
finding-locked-seat-lost = { $name } 已打印的座位（{ $room } 考场 { $number } 号）不能再用：{ $reason ->
    [candidate-gone] 该考生已不在本场次
    [room-gone] 该考场已不在计划中
   *[taken] 该座位或考场已被占用
}
finding-locked-seat-misfit = { $name } 已打印的座位（{ $room } 考场 { $number } 号）与考场现在的座位图不符，没有移动，请核对
finding-not-in-sitting = { $name } 不参加本场次
finding-seat-locked = { $name } 的座位（{ $room } 考场 { $number } 号）已打印或已发布，不再移动；考试当天确须调换的，由主考台办理
finding-no-such-desk = { $room } 考场没有 { $number } 号座位，只有 { $capacity } 座
finding-desk-taken = { $room } 考场 { $number } 号座位已有考生
finding-room-full = { $room } 考场已满
finding-no-such-room = 计划中没有 { $room } 考场
finding-room-in-use = { $room } 考场同一时间另有场次，不能安排本场次考生
finding-same-seat = { $name } 已在 { $room } 考场 { $number } 号
finding-proctor-avoids = { $room } 考场的监考人员 { $proctor } 与 { $name } 须回避（{ $avoided }）。请先换监考人员
finding-employer-beside = { $name }（{ $room } 考场 { $number } 号）与同单位考生相邻：{ $beside }（{ $employer }）
finding-would-mix = { $room } 考场将有不同的职业等级（{ $groups }），须另备试卷袋
finding-needs-moved = { $name } 有特殊需要（{ $needs }），请核对 { $room } 考场 { $number } 号是否合适
finding-room-without-proctors = { $room } 考场还没有监考人员，请再到“人员与回避”编排
finding-room-emptied = { $room } 考场将没有考生
finding-hand-seat-lost = { $name } 手工安排的座位（{ $room } 考场 { $number } 号）没有保留：{ $reason ->
    [group] 职业等级已更正，按新的试卷重新编排
   *[no-desk] 该座位已不能使用
}
finding-changed-since = 这些座位后来又改过，不能撤销这一步
finding-layout-bounds = 布局超出范围：1 至 { $columns } 列、每列 1 至 { $rows } 座、容量 1 至 { $seats }
finding-layout-empty = { $room } 考场没有一个可用的座位
finding-layout-moves-printed = { $room } 考场已打印或已发布的座位会换位置：{ $numbers } 号。已打印的座位不动，布局不能这样改
finding-layout-loses-seats = { $room } 考场只剩 { $capacity } 座，{ $count } 名考生将没有座位：{ $people }
finding-layout-over-rule = { $room } 考场画了 { $places } 座，规定每考场不超过 { $most } 人，只用前 { $capacity } 座
finding-layout-under-capacity = { $room } 考场容量写 { $wanted }，布局只有 { $capacity } 座
finding-layout-tiered = 阶梯教室隔行就座，可用 { $capacity } 座

finding-too-few-staff = { $role ->
    [chief] 主考
    [deputy-chief] 副主考
    [office] 考务人员
    [confidentiality] 保密员
    [support] 后勤保障人员
    [roving-proctor] 流动监考员
   *[other] 人员
}应有 { $needed } 人，现有 { $available } 人
finding-unused-staff = { $name } 没有安排：{ $role ->
    [chief] 主考
   *[other] 副主考
}只设 1 人
finding-staff-is-candidate = { $name } 同时是本场次考生，不能担任考务工作
finding-avoidance-at-site = { $name } 应回避的人员（{ $avoided }）在 { $rooms } 考场参加考试，请主考知悉并安排回避
finding-no-second-keyholder = { $sitting }：保密员与考务人员之间须回避，没有合适的第二把钥匙保管人
finding-colleagues-avoid = 须互相回避的监考人员无法分开：{ $pairs }；未配齐的考场：{ $rooms }
finding-too-few-proctors = { $role ->
    [lead-proctor] 主监考
   *[other] 监考人员
}不足：{ $rooms } 考场共需 { $needed } 人，可用 { $available } 人，缺 { $missing } 人；未配齐的考场：{ $open }
finding-avoidance-blocks = 因回避无法配齐监考：{ $rooms } 考场共需 { $needed } 人，可用 { $available } 人，缺 { $missing } 人。须回避的人员：{ $people }（{ $pairs }）
finding-roving-avoidance = { $rooms } 考场没有无须回避的流动监考员：{ $people }

# 检查项名称
check-D1 = 申报下一年度总体认定计划表
check-D2 = 申报并发布年度认定通知
check-D3 = 申报认定计划表（附件1）
check-D4 = 在认定系统填报并确认计划
check-D5 = 确认考生信息
check-D6 = 资质抽查完成并上报
check-D7 = 导入考场、考评员、质量内控人员信息
check-D8 = 提交时间、地点变更申请
check-D9 = 科目顺序与一个月期限
check-D10 = 认定结果公示
check-D11 = 上传认定结果
check-D12 = 学籍学历在线验证码有效
check-D13 = 材料归档与保管
check-D14 = 执行鉴定计划
check-D15 = 完成考场编排
check-D16 = 领取操作技能试卷、密封袋和封条
check-D17 = 派遣考评员并召开考前准备会
check-D18 = 操作技能成绩名册封装报送
check-D19 = 报送考评人员执评情况反馈表
check-D20 = 竞赛计划、方案与证书
check-D21 = 企业备案有效
check-D22 = 每年不少于承诺的认定场次
check-N1 = 主考、副主考各1名
check-N2 = 监考人员15:1，每考场2名
check-N3 = 考务人员3人、保密员1人、后勤保障人员
check-N4 = 每10个考场设流动监考员1人
check-N5 = 考场30人、阶梯教室隔行、监考不交叉
check-N6 = 单人单桌、间距80厘米、桌屉清空
check-N7 = 座位号蛇形排列、存包处、教学楼隔离
check-N8 = 考务办公室和保密室各一间
check-N9 = 考场标识、指示标识、分布图、安排表
check-N10 = 资质抽查不低于30%
check-N11 = 监控或摄像记录全覆盖
check-N12 = 持证上岗、培训与工作记录
check-N13 = 计划名称、备案范围与评价方式
check-N14 = 本机构题库试卷、回避、按批次留存

check-state-met = 已完成
check-state-open = 待办
check-state-due-soon = 即将到期
check-state-missed = 已逾期
check-state-not-met = 不符合
check-state-not-applicable = 不适用
check-state-unknown = 无法判断

why-other-kind = 不属于本类计划
why-profile-off = 未启用 2016 年考务系统的规定
why-other-system = 属于另一版考务系统的规定
why-no-skills = 本计划没有操作技能科目
why-no-first-date = 没有首次认定日期
why-no-sittings = 没有场次
why-no-seats = 尚未编排座位
why-no-change = 没有变更时间、地点
why-one-subject = 本计划只有一个科目
why-unknown-year = 没有 { $year } 年的官方节假日安排，不能推算工作日。请补充日历文件
why-before-the-exam = 考试尚未结束
why-publicity-not-begun = 公示尚未开始
why-not-closed = 计划尚未结束
why-listing-not-recorded = 尚未登记备案日期，最近一次申报截止 { $apply_by }

conflict-limit-past = 已过期限 { $days } 天
conflict-limit-on-day-off = 截止日是{ $off }，宜提前到 { $better } 办理
conflict-exam-on-holiday = 当天是法定节假日（{ $off }）
conflict-unknown-year = 没有 { $year } 年的官方节假日安排，不能推算工作日
conflict-chain-order = { $subject }须在上一科目（{ $after }）结束之后
conflict-chain-too-late = { $subject }结束于 { $last }，超过一个月期限
