# 摄像头（camera）

fault-code-badge = 这是工作胸卡，不是考生证件。请把准考证条码放到摄像头前
fault-code-bag = 这是试卷袋条码，不是考生证件。请把准考证条码放到摄像头前
fault-code-head = 这是记录单上的链头二维码，不是考生证件。请把准考证条码放到摄像头前
fault-photo-no-picture = { $path } 不是可用的照片。请给出 32 MB 以内的 JPEG、PNG 或 BMP 文件
fault-photo-not-kept = 照片无法保存。请重新拍摄；仍不行时请在纸质记录上注明

photo-small = 照片太小，看不清文字。请换用分辨率更高的摄像头，或靠近后重新拍摄
photo-dark = 照片太暗。请开灯或移到亮处后重新拍摄
photo-bright = 照片过亮或反光。请避开直射光后重新拍摄
photo-empty = 照片上没有内容。请把要拍的物品放到摄像头前，并检查镜头是否被遮住
photo-blurred = 照片模糊。请拿稳、对焦后重新拍摄

photo-take = 拍取证照片
photo-keep = 照样保存刚才的照片
photo-asked = 正在拍照，请对准要拍的内容，拿稳不动
photo-kept = 已存取证照片
photo-doubtful-next = 照片还没有保存；要保留这一张，按 F10 选“照样保存”
photo-did-not-come = 摄像头没有给出照片。请检查摄像头是否接好，再拍一次；仍不行的，用其他相机拍摄并在考场记录上注明
photo-no-camera = 本台没有可用的摄像头。请接好摄像头，在 F10 中选用读证设备
photo-busy = 上一张照片还在拍，请稍候
photo-none-held = 没有等待保存的照片，请重新拍摄
