# 查证台读证的用语（operations）

door-photo-document = 证件照片
door-chip-unknown = 这张卡没有登记过，也不是身份证件，请放置本人有效身份证件
door-zone-read = 已读机读码。请把证件放到读卡器上读芯片；不读芯片的，再扫一次机读码
door-key-taken = 正在读芯片，请不要移动证件
door-key-enter = 输入护照芯片的钥匙
door-key-document = 证件号码
door-key-birth = 出生日期
door-key-expiry = 有效期至
door-key-hint-document = 资料页上的号码
door-key-hint-birth = 例如 19900307
door-key-hint-expiry = 例如 20310501
door-read-failed = { $said }。也可按〔F2〕输入号码，由第二名工作人员确认
reader-next-no-service = 请重新启动读卡服务或本机；在此期间按〔F2〕输入号码
reader-next-no-reader = 请接上读证设备；在此期间按〔F2〕输入号码
reader-next-reading = 请不要移动证件，几秒内会有结果
