"""An exam as its sheets name it, and its rules in sentences: ours, after 002 附件4 and 附件5. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from forms import words


@dataclass(frozen=True, slots=True)
class Exam:
    """One sitting. Times are UTC milliseconds."""

    subject: str
    start: int
    end: int
    mode: str = "笔试"

    @property
    def title(self) -> str:
        return f"{self.subject}（{self.mode}）" if self.mode else self.subject

    def day(self, offset: int) -> str:
        return words.day(self.start, offset)

    def span(self, offset: int) -> str:
        return words.span(self.start, self.end, offset)

    def when(self, offset: int) -> str:
        return f"{self.day(offset)} {self.span(offset)}".strip()


@dataclass(frozen=True, slots=True)
class ExamRules:
    """What the rule set says to candidates. Minutes: doors open before the start, nobody is let in after the cut-off,
    papers are handed in early from so long after the start until so long before the end (`early` False: not at all)."""

    documents: tuple[str, ...] = ("居民身份证",)
    opens_before: int = 25
    late_cutoff: int = 30
    hand_in_after: int = 30
    hand_in_stops: int = 15
    early: bool = True

    @property
    def _papers(self) -> str:
        return "、".join(self.documents)

    @property
    def _hand_in(self) -> str:
        if not self.early:
            return "本场考试不得提前交卷；考试结束前不得离开考场。"
        return (
            f"开考 {self.hand_in_after} 分钟后方可举手交卷，经监考员检查后退场；"
            f"考试结束前 {self.hand_in_stops} 分钟内不得交卷、不得离开考场。"
        )

    def for_ticket(self) -> tuple[str, ...]:
        """考生须知, short enough for a quarter of a page."""
        return (
            f"开考前 {self.opens_before} 分钟开始入场。必须同时出示本准考证和有效身份证件原件，"
            "并在《考生信息汇总表》上签字。",
            f"有效身份证件：{self._papers}。",
            f"开考 {self.late_cutoff} 分钟后不得入场，按缺考处理；迟到不补时间。",
            "关闭手机等通讯工具，个人物品放入存包处；对号入座，准考证和证件放在桌子右上角。",
            self._hand_in,
            "听到考试结束立即停笔，坐在原位，待试卷收齐、核对无误后退场；试卷、答题卡不得带出考场。",
            "违反考场规则的，按考生违规处理规定处理；作弊的，认定结果记为“舞弊”。",
            "姓名、证件号码有误或准考证遗失的，请于开考前到考务办公室更正、补办。",
        )

    def for_room(self) -> tuple[str, ...]:
        """考场规则, as posted at the right of the blackboard and read aloud."""
        return (
            f"考生凭准考证和有效身份证件（{self._papers}），经查验并在《考生信息汇总表》上签字后进入考场，"
            "对号入座，将准考证、有效身份证件放在桌子右上角备查。",
            f"开考 {self.late_cutoff} 分钟后迟到考生不得入场；迟到考生不延长考试时间。",
            "除规定的考试用品外，手机等通讯工具须关闭，连同书籍、资料等个人物品一并放入存包处，不得带至座位。",
            "领到试卷、答题卡后，先在规定位置填写姓名、准考证号等个人信息；宣布开考前不得答题。",
            "试卷有缺页、漏印、错印或字迹不清的，举手报告监考员；不得询问试题内容。",
            "独立作答，不得交头接耳、左顾右盼，不得夹带、抄袭、传递、替考，不得为他人作弊提供方便。",
            "考试中途不得擅自离开座位。因病、如厕须离开考场的，举手经监考员同意，由工作人员陪同。",
            self._hand_in,
            "考试结束时立即停止答卷，坐在原位，等监考员收齐试卷、核对无误后方可退场。",
            "试卷、答题卡、草稿纸不得带出考场，不得抄录、拍摄、传播试题。",
            "服从监考员和工作人员管理，保持安静，不吸烟，不得扰乱考场秩序。",
            "违反本规则的，由两名监考员当场记录并告知本人，按考生违规处理规定处理；作弊的，认定结果记为“舞弊”。",
        )
