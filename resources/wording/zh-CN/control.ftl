# The control desk 主考台: words of the screen.

control-room = 考场
control-time = 时间
control-state = 状态
control-matter = 事项
control-equation = 核对项
control-account = 账目
control-holder = 差额在
control-not-yet = 待核
control-waiting = 待处理
control-nothing-waits = 没有待处理的事项
control-arrivals = 到场曲线
control-page-rooms = 考场
control-page-balance = 试卷
control-press-again = 再按一次确认
control-key-move = 选择
control-key-look = 何人何时、可做何事
control-key-figures = 处理
control-key-troubled = 只看异常考场
control-key-all = 看全部考场
control-no-scan = 主考台不接收扫码。需要签名时请先打开相应操作
control-page-morning = 时间线
control-key-decide = 裁定
control-key-more = 登记
control-keep = 以记录 { $number } 为准
