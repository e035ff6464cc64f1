# The custody desk 保密台: words of the screen.

custody-key-tick = 核对下一项
custody-key-badge = 胸卡签收
custody-check-first = 请核对试卷袋标签：相符请扫胸卡，或按〔空格〕逐项核对
custody-label-note = 任何一项不符，请按〔F5〕报告，不要签收（{ $clause }）
custody-sign-states = 输入密码即确认：职业、等级、份数、密封均已核对相符
custody-check-occupation = 职业
custody-check-level = 等级
custody-check-copies = 份数
custody-check-seal = 密封
custody-seal-whole = 封条 { $seal } 完好
custody-compared = 标签已核对：职业、等级、份数、密封
custody-log = 保密室出入登记
custody-escorts = 押送清单
custody-escorted = { $people } 押送 { $bags } 袋，车辆 { $vehicle }
custody-load = 装车清单
custody-not-loaded = 不能装车：{ $place } { $people }
custody-loadable = 已封装 { $count } 袋，可以装车
custody-loading = 本次装车 { $count } 袋（袋号、封条号）：{ $bags }
custody-inside = 现在室内：{ $people }
custody-nobody = 尚未指定
