# The custody desk 保密台: words of the screen.

custody-key-tick = 核对下一项
custody-key-badge = 胸卡签收
custody-check-first = 请先按〔空格〕逐项核对试卷袋标签，再签收
custody-label-note = 核对职业、等级、份数、密封（{ $clause }）。任何一项不符请按〔F5〕，不要签收。
custody-check-occupation = 职业
custody-check-level = 等级
custody-check-copies = 份数
custody-check-seal = 密封
custody-seal-whole = 封条 { $seal } 完好
custody-compared = 标签已核对：职业、等级、份数、密封
custody-log = 保密室出入登记
custody-escorts = 押送清单
custody-escorted = { $people } 押送 { $bags } 袋，车辆 { $vehicle }
