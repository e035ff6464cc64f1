# The hall clock and its announcements.

hall-key = 大厅时钟
hall-key-on = 大厅时钟 · 播报已开
hall-key-off = 大厅时钟 · 播报未开
hall-key-muted = 大厅时钟 · 已静音
hall-sound-off = 播报没有打开：到时间不会出声。按 F2 打开
hall-sound-muted = 已静音：到时间只显示、不出声。按 F4 取消静音
hall-title = 大厅时钟
hall-step = 当前　{ $step }
hall-next = 下一步　{ $step }　还有 { $time }
hall-left-start = 距开考还有
hall-left-end = 距考试结束还有
hall-left-held = 剩余考试时间（暂停计时）
hall-keys = Esc 返回工作台　F8 播报设置　← → 换考场　F4 静音　F6 停止播报

hall-panel-title = 大厅时钟与播报 · { $place }
hall-on = 自动播报（F2）：到时间自动出声
hall-mute = 静音（F4）：只显示，不出声
hall-by-sounds = 放声音文件，不用语音朗读
hall-by-orders = 等主考下令后再播报，不按钟点
hall-voice = 语音：{ $name }
hall-no-voice = 没有中文语音，请用声音文件
hall-nothing = 这一场没有可以自动播报的步骤
hall-bell = 自带铃声
hall-file = 选声音文件
hall-remove = 删除
hall-own-words = 要播报的话
hall-own-when = 时间：09:30，或 -5（结束前 5 分钟）；不填为立即
hall-own-missing = 请先写要播报的话
hall-say = 播报
hall-test = 试音 F3
hall-stop = 停止 F6
hall-turn = 换考场
hall-leave = 关闭 Esc
hall-trial-words = 播报试音，请确认各处听得清楚。
hall-trial-not-now = 考生正在考场内，现在不能试音。请在开考前或结束后试音
hall-is-muted = 现在是静音，没有出声。要出声请先取消静音（F4）
hall-free-said = 已播报：{ $words }
hall-free-shown = 只显示，未出声：{ $words }

hall-room = 第 { $room } 考场

hall-phase-none = 今天没有考试
hall-phase-waiting = 尚未开考
hall-phase-unopened = 等待宣布开考
hall-phase-running = 考试进行中
hall-phase-suspended = 考试暂停
hall-phase-over = 考试时间已到
hall-phase-ended = 考试已结束

hall-begins = { $time } 开考
hall-ends = { $time } 结束
hall-extended = 原定 { $planned } 结束，延长至 { $time }
hall-held = { $time } 起暂停，恢复时间请听候通知
hall-room-held = { $room } 考场暂停（{ $time } 起）
hall-room-ends = { $room } 考场 { $time } 结束
hall-seat-ends = { $seat } 号座位 { $time } 结束
hall-seat-held = { $seat } 号座位暂停（{ $time } 起）
hall-room-seat = { $room } 考场 { $told }
hall-clock-moved = 本机时钟曾被拨回，时间以主考钟表为准

hall-custom = 自定
hall-say-rehearsal = 演练。{ $words }
hall-say-later = 时间另有调整的考场（{ $rooms }）以本考场宣布为准。

hall-row-off = 不播报
hall-row-coming = 待播报
hall-row-held = 时间未定
hall-row-said = 已播报
hall-row-shown = 只显示，未出声
hall-row-missed = 已过时，不再播报

fault-announce-many = 自定播报最多 { $most } 条。请先删去不用的
fault-announce-words = 播报内容应为 1 至 { $most } 个字，写在一行里
fault-announce-when = 看不懂播报时间“{ $text }”。请写 09:30 这样的时刻，或写 -5 表示结束前 5 分钟
fault-voice-missing = 这台电脑没有中文语音，没有出声。请改用声音文件，或安装系统的中文语音（Linux 为 espeak-ng）
fault-voice-failed = { $name } 没能发声，内容只在屏幕上显示。请检查音箱和系统音量，或由监考员口头宣布
fault-sound-no-player = 这台电脑没有播放声音文件的程序，没有出声。请改用系统语音，或由监考员口头宣布
fault-sound-unreadable = { $path } 不是能播放的 WAV 文件。请换一个文件
fault-sound-too-long = { $path } 太长，播报声音不超过 { $most } 秒。请剪短或换一个文件
