# 旅行证件芯片（travel）

trouble-travel-key-needed = 读芯片要先有证件上的机读码：请扫描资料页下方的两行（卡式证件背面三行）机读码，或输入证件号码、出生日期和有效期
trouble-travel-key-wrong = 芯片不接受这把钥匙。请核对证件号码、出生日期和有效期，或重新扫描机读码；确认是本人这本证件
trouble-travel-key-misread = 机读码或输入有误，校验位不对。请重新扫描机读码，或核对证件号码、出生日期和有效期后再输入
trouble-travel-chip-unsupported = 本机不认识这个芯片的开启方式。请人工核对资料页，输入号码，由第二名工作人员核对
trouble-travel-chip-damaged = 芯片的应答无法理解，可能已损坏。请把证件放平再试一次；仍不行，人工核对资料页，输入号码，由第二名工作人员核对
trouble-travel-printed-differs = 芯片中的资料与印刷的机读码不一致。请仔细核对资料页，并报告考点负责人
trouble-travel-data-changed = 芯片中的资料与签发机关的签名不符，可能被改动过。请仔细核对资料页，并报告考点负责人
trouble-travel-signature-wrong = 芯片中签发机关的签名不成立。请仔细核对资料页，并报告考点负责人
trouble-travel-signer-untrusted = 芯片的签名证书不是签发国签发的。请仔细核对资料页，并报告考点负责人
trouble-travel-signer-not-valid = 芯片的签名证书今天不在有效期内。请核对证件有效期，并报告考点负责人
