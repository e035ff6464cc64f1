# Seats and room layouts by hand: why somebody sits there, the map, the layout editor.

fault-plan-no-candidate = 计划里没有考生“{ $given }”（可用编号、准考证号或证件号码）
fault-plan-no-room = 计划里没有“{ $given }”考场；有：{ $known }
fault-plan-no-seat = { $name } 还没有座位
fault-plan-which-sitting = { $name } 参加几场，请写明哪一场：{ $known }

seat-why-locked = 座位已打印或已发布，不再移动
seat-why-by-hand = 由考务人员手工安排，重新编排时不动
seat-why-added = 编排之后增加的考生，补进空座；其他人的座位不动
seat-why-drawn = 按编排种子抽签
seat-why-group = { $group }：一个考场一种试卷
seat-why-mixed = { $group }：考场不够，本考场合并安排（{ $groups }）
seat-why-group-count = { $group } { $count } 人
seat-why-snake = 从{ $side }起蛇形编号，第 { $number } 号是第 { $row } 排第 { $column } 列
seat-why-astray = { $number } 号（第 { $row } 排第 { $column } 列）与考场现在的布局不符，请核对
seat-why-tiered = 阶梯教室隔行就座
seat-why-apart = 四周没有同单位（{ $employer }）的人：{ $people }
seat-why-alone = 四周没有人
seat-why-no-employer = 没有填写工作单位
seat-why-colleagues = 与同单位（{ $employer }）相邻：{ $people }；同单位的人太多，无法全部隔开
seat-why-needs = 特殊需要：{ $needs }
seat-door-front-left = 左前门一侧
seat-door-front-right = 右前门一侧
seat-door-back-left = 左后门一侧
seat-door-back-right = 右后门一侧
