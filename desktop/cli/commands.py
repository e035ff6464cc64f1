"""Every command with its words and options (DESIGN section 9), as data. The modules behind are imported when run."""

from __future__ import annotations

from desktop.cli.grammar import Form, Option, Word

GROUPS = {
    "plan": "计划：导入、编排、核对、发布",
    "desk": "本台登记与口令",
    "record": "记录：查看、核验、导出、认定结果、合并",
    "hub": "考点汇聚库",
}

DESKS = ("control", "door", "room", "custody", "office")
DOORS = ("front-left", "front-right", "back-left", "back-right")
ORDERS = ("sheets", "cut-stack")
REPORTS = ("day", "evidence", "compliance")

_OUT = Option("--output", "写到哪个文件", "file", "文件", "-o", required=True, into="out")
_COUNTS = Option("--show-counts", "考务还没有清点的考场，也写出考场清点的数；看过的人不能再参加盲点", "flag")
_AT = Option("--at", "演练用的时间（ISO 8601；不写时区即考点时间）", value="时间", empty=True)
_OFFICER = Option("--officer", "签名人编号或工号；两人签名就给两次", value="编号", many=True, empty=True)
_WHO = Word("candidate", "考生", "编号、准考证号或证件号码")
_SITTING = Option("--sitting", "哪一场；只参加一场时不用写", value="场次", default="")
_CENTRAL = Option("--central", "中心系统地址", value="网址")
_TOKEN = Option("--token-file", "存放令牌的文件", "file", "文件")
_CA = Option("--ca", "中心系统的 CA 证书文件", "file", "文件")
_TRAVEL_KEY = (
    Option("--mrz", "旅行证件的机读码", value="文字"),
    Option("--document", "旅行证件号码（与 --birth、--expiry 一起；给了 --ticket 的取名册上的）", value="号码"),
    Option("--birth", "出生日期", value="YYMMDD"),
    Option("--expiry", "有效期至", value="YYMMDD"),
    Option("--can", "卡面访问号", value="号码"),
)

FORMS: tuple[Form, ...] = (
    Form(
        "open",
        "打开窗口",
        "site:open_",
        (),
        (
            Option("--desk", "打开哪一台", value="台", choices=DESKS),
            Option("--source", "从此使用的读证方式，见 read-id --list；可给几次；none 为不用", value="方式", many=True),
        ),
    ),
    Form(
        "plan import",
        "导入名单；有一处不能导入就全部不导入",
        "plan:import_",
        (Word("files", "名单文件", ".xlsx、.xls、.ods 或 .csv", "file", many=True),),
        (
            Option("--profile", "已存的列对应方案", value="名称"),
            Option("--check", "只检查，不导入", "flag"),
            Option("--accept-valid", "有问题的行除外，其余导入", "flag"),
            Option("--standard", "自造字换成可能的标准汉字，逐处列出，请对照证件", "flag"),
        ),
    ),
    Form("plan template", "写一份空白的名单工作簿", "plan:template", (), (_OUT,)),
    Form(
        "plan fetch",
        "从中心系统取计划",
        "plan:fetch",
        (Word("plan", "计划编号", "中心系统里的计划编号"),),
        (
            Option("--central", "中心系统地址", value="网址", required=True),
            Option("--token-file", "存放令牌的文件", "file", "文件", required=True),
            _CA,
        ),
    ),
    Form(
        "plan arrange",
        "编排座位、人员和试卷袋；已打印的座位不动",
        "plan:arrange",
        (),
        (
            Option("--seed", "随机种子", "number", "整数", least=-(2**53), most=2**53),
            Option("--release", "手工安排的座位也重新编排", "flag"),
        ),
    ),
    Form(
        "plan move",
        "把一名考生调到另一个座位；那里有人就互换，已打印的座位不动",
        "rooms.seats:move",
        (_WHO,),
        (
            Option("--room", "调到哪个考场", value="考场", required=True),
            Option("--seat", "调到几号；不写就由程序选一个空座", "number", "座号", least=1, most=500),
            _SITTING,
            Option("--accept-flags", "同单位相邻、合并考场等提示已看过，仍然移动", "flag"),
            Option("--dry-run", "只判断，不移动", "flag"),
        ),
    ),
    Form(
        "plan why",
        "一名考生为什么坐在这里",
        "rooms.seats:why",
        (_WHO,),
        (_SITTING,),
    ),
    Form(
        "plan layout",
        "显示或修改一个考场的布局；已打印的座位不动",
        "rooms.seats:layout",
        (Word("room", "考场", "考场号"),),
        (
            Option("--columns", "列数", "number", "列", least=1, most=60),
            Option("--rows", "每列排数", "number", "排", least=1, most=60),
            Option("--sizes", "各列座数，从左到右，例如 7-8-8-7", value="座数"),
            Option("--door", "门在哪里（从讲台看）", value="门", choices=DOORS),
            Option("--kind", "标准或阶梯（隔行就座）", value="类型", choices=("standard", "tiered")),
            Option("--capacity", "容量", "number", "人", least=1, most=500),
            Option("--aisles", "哪几列右边是过道，例如 2,4；空表示没有", value="列", empty=True),
            Option("--gaps", "哪里没有座位（柱子），写成 排-列，例如 3-2；空表示没有", value="位置", empty=True),
            Option("--lose-seats", "考场变小，有考生失去座位也要改", "flag", into="lose"),
            Option("--dry-run", "只判断，不保存", "flag"),
        ),
    ),
    Form(
        "plan unlock",
        "一个考场的打印件已全部收回：座位可以再动；已发布的不行",
        "rooms.seats:unlock",
        (Word("room", "考场", "考场号"),),
    ),
    Form("plan show", "显示整个计划", "plan:show"),
    Form(
        "plan workbooks",
        "写出报中心的三份工作簿：考场、考评员、质量内控人员（中心只收表格时用；表里有证件号码，请妥善保管）",
        "plan:workbooks",
        (),
        (
            Option(
                "--output",
                "写到哪个文件夹；没有就新建，同名的文件被替换",
                "file",
                "文件夹",
                "-o",
                required=True,
                into="out",
            ),
        ),
    ),
    Form(
        "plan check",
        "逐条核对 D、N 规定：依据、期限、是否满足",
        "plan:check",
        (),
        (Option("--today", "按哪一天核对（默认今天）", value="日期"),),
    ),
    Form(
        "plan mark",
        "登记某项规定已办结",
        "plan:mark",
        (Word("key", "规定", "D3、N6 等，见 plan check"),),
        (Option("--on", "办结日期；空表示撤销", value="日期", required=True, empty=True),),
    ),
    Form(
        "plan waive",
        "主考说明理由，准许考场少配监考员（N2）",
        "plan:waive",
        (),
        (
            Option("--reason", "理由；空表示撤销", value="文字", required=True, empty=True),
            Option("--officer", "主考的编号或工号", value="编号", required=True, empty=True),
        ),
    ),
    Form(
        "plan publish",
        "发布：签名、加密、带内容校验码的计划包",
        "plan:publish",
        (),
        (
            _OUT,
            Option("--rehearsal", "演练用，每条记录和每张表都会写明", "flag"),
            Option("--officer", "发布人编号", value="编号", default=""),
        ),
    ),
    Form(
        "desk enrol",
        "让本机成为考点的一台",
        "plan:enrol",
        (Word("package", "计划包", "plan publish 写出的文件", "file"),),
        (
            Option("--label", "本台名称", value="名称", required=True, empty=True),
            Option("--role", "本台种类", value="|".join(DESKS), required=True, choices=DESKS),
            _AT,
        ),
    ),
    Form("desk remember", "请系统密钥库记住本台的口令，以后不用再输入；先核对口令", "site:remember"),
    Form("desk forget", "从系统密钥库删去本台的口令", "site:forget"),
    Form(
        "print",
        "打印表格：写成 PDF，或送到打印机",
        "paper.printing:print_",
        (Word("form", "表名", "见 print --list", required=False),),
        (
            Option("--list", "列出全部表和标签纸", "flag", into="list_"),
            Option("--log", "列出已经打印过的（给出表名则只列这张表）", "flag"),
            Option("--all", "印出全部表：-o 给出文件夹，或 --printer 给出打印机", "flag", into="all_"),
            Option("--room", "只印这些考场，例如 01-05,07", value="考场"),
            Option("--candidate", "只印这名考生（编号、准考证号或证件号码）；可给几次", value="考生", many=True),
            Option("--pages", "只印这些页，例如 3-5,8", value="页码", default=""),
            Option("--copies", "份数", "number", "份", default=1, least=1, most=999),
            Option("--start-at", "标签从第几格开始", "number", "格", default=1, least=1, most=1000),
            Option("--order", "标签次序：逐张，或整摞裁开后仍按次序", value="次序", default="sheets", choices=ORDERS),
            Option("--stock", "标签纸，见 print --list；本台 labels 文件夹里的也可用", value="名称", default=""),
            Option("--blank", "空白表", "flag"),
            Option("--signature", "汇总表印签字件（不遮盖）", "flag"),
            Option("--accept-flags", "打印前核对出的问题已看过，仍然打印", "flag"),
            _COUNTS,
            Option("--again", "以前印过，再印；纸面注明重印", "flag"),
            Option("--offset-x", "向右移（十分之一毫米）", "number", "格", default=0, least=-300, most=300),
            Option("--offset-y", "向下移（十分之一毫米）", "number", "格", default=0, least=-300, most=300),
            Option("--scale", "放大（百万分之几，可为负）", "number", "数", default=0, least=-50_000, most=50_000),
            Option("--printer", "送到这台打印机；表名写 ruler 印标尺页", value="打印机"),
            Option("--measured", "标尺页上量得的毫米数：标尺,左,上；none 为清除", value="数"),
            Option("--output", "写到哪个 PDF；名单类的表也可写 .xlsx", "file", "文件", "-o", into="out"),
        ),
    ),
    Form(
        "read-id",
        "读一个证件",
        "site:read_id",
        (),
        (
            Option("--source", "读证方式，例如 pcsc:*、serial:/dev/ttyUSB0、sdt:1001、keyboard:", value="方式"),
            Option("--list", "列出现在接着的读证设备", "flag", into="list_"),
            Option("--timeout", "最多等几秒", "seconds", "秒", default=15.0, most=86_400),
            *_TRAVEL_KEY,
        ),
    ),
    Form(
        "door",
        "一次查证入场，写入记录后才给出结论",
        "door:door",
        (),
        (
            Option("--room", "考场号", value="考场", required=True),
            Option("--source", "读证方式，例如 virtual:脚本", value="方式"),
            Option("--number", "证件号码", value="号码"),
            Option("--ticket", "准考证号；- 表示没有准考证", value="准考证", empty=True),
            _AT,
            Option("--stdin", "每行一次查验：号码[,准考证[,时间]]，每行答一个 JSON", "flag"),
            _OFFICER,
            *_TRAVEL_KEY,
        ),
    ),
    Form(
        "act",
        "规则中的任何一个命令",
        "day:act",
        (Word("command", "命令", "见 act --list", required=False),),
        (
            Option("--about", "关于什么，例如 room:03", value="类型:编号"),
            Option("--data", "命令的内容", value="JSON", empty=True),
            Option("--photo", "add-photo 的照片文件", "file", "文件"),
            _OFFICER,
            _AT,
            Option("--dry-run", "只判断，不写入", "flag"),
            Option("--list", "列出全部命令", "flag", into="list_"),
        ),
    ),
    Form(
        "record show",
        "记录现状，或一项的全部条目",
        "record:show",
        (),
        (Option("--about", "只看一项，例如 room:03", value="类型:编号"),),
    ),
    Form(
        "record verify",
        "核验记录：任何一字节被改动都会指出台号、条号和原因",
        "record:verify_",
        (Word("file", "记录文件", "不给则核验本机的记录", "file", required=False),),
        (
            Option("--heads", "打印件二维码的内容（JSON 文件）", "file", "文件"),
            Option("--record-secret", "记录密钥", value="十六进制"),
        ),
    ),
    Form(
        "record export",
        "导出记录：.jsonl 明文，.jsonl.age 加密（标准 age 工具可开）",
        "record:export",
        (),
        (_OUT,),
    ),
    Form(
        "record results",
        "写出一场的认定结果工作簿：只填记录里有的缺考、舞弊（被请离考场的），合格、不合格空着，由阅卷登统后填写",
        "record:results",
        (),
        (Option("--sitting", "哪一场（编号或科目）；只有一场时不用写", value="场次", default=""), _OUT),
    ),
    Form(
        "record merge",
        "并入其他台的记录；重复并入无害，矛盾列出来由主考裁定",
        "record:merge",
        (Word("files", "记录文件", "其他台导出的 .jsonl 或 .jsonl.age", "file", many=True),),
    ),
    Form(
        "record sheets",
        "读取签字后的汇总表、考场记录、交接单（照片、扫描件），与记录核对",
        "paper.sheets:sheets",
        (Word("files", "图片", "JPEG、PNG、PDF 或 TIFF，可以有多页", "file", many=True),),
        (Option("--keep", "把读出来的图片存入本机（按校验值）", "flag"),),
    ),
    Form(
        "hub init",
        "建汇聚库，并记为本台的汇聚库",
        "wires:init",
        (Word("url", "网址", "postgresql://用户:口令@主机/库"),),
    ),
    Form(
        "hub status",
        "汇聚库现状：各台到第几条，与本机是否一致",
        "wires:status",
        (),
        (Option("--hub", "汇聚库地址（默认取 hub init 记下的）", value="网址"),),
    ),
    Form(
        "sync",
        "与汇聚库或中心系统对齐；再跑一次不会重复发送",
        "wires:sync",
        (),
        (Option("--hub", "汇聚库地址（默认取 hub init 记下的）", value="网址"), _CENTRAL, _TOKEN, _CA),
    ),
    Form(
        "rehearse",
        "用真实的程序演练一个上午",
        "site:rehearse",
        (),
        (
            Option("--output", "写到哪个文件夹", "file", "文件夹", "-o", into="out"),
            Option("--candidates", "考生数", "number", "人", default=320, least=1, most=100_000),
            Option("--rooms", "考场数", "number", "个", default=12, least=1, most=4000),
            Option("--desks", "查证台数", "number", "台", default=1, least=1, most=64),
            Option("--seed", "随机种子", "number", "整数", default=1, least=-(2**53), most=2**53),
            Option("--faults", "逗号分隔，见 --list-faults", value="意外", default="", empty=True),
            Option("--speed", "按几倍速播放；0 为不等待", "seconds", "倍", default=0.0, most=1_000_000),
            Option("--list-faults", "列出可演练的意外", "flag"),
        ),
    ),
    Form(
        "report",
        "由记录生成报告：当日情况、证据清单、合规核对",
        "paper.reports:report",
        (Word("kind", "|".join(REPORTS), "哪一种报告", choices=REPORTS),),
        (Option("--room", "只报一个考场", value="考场"), _COUNTS, _OUT),
    ),
    Form("selftest", "自检：读证、打印、字体、时钟、磁盘、名单；出一份带日期的证明", "site:selftest"),
)
