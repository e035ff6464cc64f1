# 查证台读证的用语（operations）

door-photo-document = 证件照片
door-chip-unknown = 这张卡没有登记过，也不是身份证件，请放置本人有效身份证件
door-zone-read = 已读机读码。请把证件放到读卡器上读芯片；不读芯片的，再扫一次机读码
door-read-failed = { $said }。也可按〔F2〕输入号码，由第二名工作人员确认
reader-next-no-service = 请重新启动读卡服务或本机；在此期间按〔F2〕输入号码
reader-next-no-reader = 请接上读证设备；在此期间按〔F2〕输入号码
reader-next-reading = 请不要移动证件
