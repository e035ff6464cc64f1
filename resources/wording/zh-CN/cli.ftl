# What only the command line says.

fault-interrupted = 已中断。已确认的记录不受影响
fault-memory-full = 内存不足，没有办成。已确认的记录不受影响；请关闭别的程序再试
fault-output-full = 输出写不下去（磁盘已满或已断开），结果没有全部写出。已确认的记录不受影响

record-nothing-about = 没有关于“{ $about }”的条目。写法是 类型:编号，例如 room:03 或 candidate:准考证号
results-written = 已写入 { $path }（{ $subject }）：缺考 { $absent } 名，舞弊 { $cheated } 名；空着 { $empty } 名，合格、不合格由阅卷登统后填写
results-unseen = ! 空着的里面有 { $count } 名，本机记录里既没有入场，也没有确认缺考：这一场还没有结束，或者别的台的记录还没有并入
publish-short = ! { $room } 考场监考员 { $present } 人，应有 { $needed } 人（N2），请主考定夺

passphrase-remembered = 口令正确，系统密钥库已记住，以后用这个系统账户打开不用再输入。不再需要时运行 desk forget
passphrase-forgotten = 已从系统密钥库删去 { $path } 的口令，以后打开要输入口令
passphrase-nothing-kept = 系统密钥库没有记着 { $path } 的口令，不用删
