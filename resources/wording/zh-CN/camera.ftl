# 摄像头（camera）

fault-code-badge = 这是工作胸卡，不是考生证件。请把准考证条码放到摄像头前
fault-code-bag = 这是试卷袋条码，不是考生证件。请把准考证条码放到摄像头前
fault-code-head = 这是记录单上的链头二维码，不是考生证件。请把准考证条码放到摄像头前
fault-photo-not-kept = 照片无法保存。请重新拍摄；仍不行时请在纸质记录上注明

photo-small = 照片太小，看不清文字。请换用分辨率更高的摄像头，或靠近后重新拍摄
photo-dark = 照片太暗。请开灯或移到亮处后重新拍摄
photo-bright = 照片过亮或反光。请避开直射光后重新拍摄
photo-empty = 照片上没有内容。请把要拍的物品放到摄像头前，并检查镜头是否被遮住
photo-blurred = 照片模糊。请拿稳、对焦后重新拍摄
