# 演练与自检（rehearsal）

fault-rehearsal-folder = 文件夹 { $path } 里已有别的内容（{ $found }）。演练只写自己的文件夹，请另选一个
fault-rehearsal-roster = 演练名单没有导入成功：{ $count } 行有误（{ $code }）
