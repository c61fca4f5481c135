namespace MediationHub.Web.Components;

/// <summary>What the components say by themselves, Chinese beside English. A page cascades one of the two.</summary>
public sealed class Words
{
    public static readonly Words Chinese = new(english: false);
    public static readonly Words English = new(english: true);

    private readonly bool _english;

    private Words(bool english) => _english = english;

    public string Language => Say("zh-CN", "en");
    public string Product => Say("调解工作台", "Mediation Desk");
    public string SkipToMain => Say("跳到正文", "Skip to content");
    public string MainNavigation => Say("主导航", "Main");
    public string Menu => Say("菜单", "Menu");
    public string Breadcrumbs => Say("当前位置", "Breadcrumbs");
    public string LargeType => Say("大字版", "Large type");
    public string NormalType => Say("标准字号", "Normal type");

    public string Required => Say("必填", "Required");
    public string Choose => Say("请选择", "Choose");
    public string FoldRest => Say("收起", "Show less");
    public string UnfoldRest(int letters) => Say($"展开其余 {letters:N0} 字", $"Show the other {letters:N0} characters");
    public string Yuan => Say("元", "CNY");
    public string Refused => Say("不能办理", "Refused");
    public string ErrorsFound(int count) => Say($"有 {count} 处需要更正", count == 1 ? "There is a problem" : $"There are {count} problems");
    public string ErrorPrefix => Say("错误：", "Error: ");

    public string Information => Say("提示", "Note");
    public string Success => Say("已完成", "Done");
    public string Warning => Say("注意", "Warning");
    public string Failure => Say("未能办理", "Not done");

    public string Stages => Say("办理阶段", "Stages");
    public string StageOf(int number, int total) => Say($"第 {number} 步，共 {total} 步：", $"Step {number} of {total}: ");
    public string StepDone => Say("已完成", "done");
    public string StepCurrent => Say("当前阶段", "current");
    public string StepStopped => Say("在此终止", "ended here");
    public string NextStep => Say("下一步", "Next step");
    public string StillMissing => Say("还缺以下事项：", "Still missing:");

    public string DaysLeft(int days) => Say($"还剩 {days} 天", days == 1 ? "1 day left" : $"{days} days left");
    public string DueToday => Say("今日到期", "Due today");
    public string DaysOver(int days) => Say($"已超 {days} 天", days == 1 ? "1 day over" : $"{days} days over");
    public string DueMet => Say("已按期办理", "Met");
    public string DueMissed => Say("已逾期", "Missed");
    public string DueLapsed => Say("期限已过", "Lapsed");
    public string DueSuperseded => Say("已由新期限代替", "Superseded");
    public string DueOn => Say("届满", "due");
    public string Provisional => Say("暂定", "provisional");
    public string ProvisionalWhy => Say("该年度放假安排尚未发布，届满日为暂定", "The year's official holidays are not published yet");

    public string SuccessRate => Say("调解成功率", "Success rate");
    public string RateTarget(string target) => Say($"目标 {target}%", $"Target {target}%");
    public string TargetMet => Say("已达标", "Met");
    public string TargetMissed => Say("未达标", "Not met");
    public string NotCounted => Say("暂不计算", "Not counted yet");
    public string NoDenominator => Say("本期尚无计入口径的结案", "No closed case counts in this period yet");
    public string TargetReached(string target) => Say($"不低于 {target}% 的目标", $"At or above the target of {target}%");
    /// <summary>With <c>{n}</c> where the number goes, so that the live gauge can fill it too.</summary>
    public string ToTargetPattern => Say("再成功 {n} 件即达标", "{n} more in a row reach the target");
    public string Succeeded => Say("成功", "Succeeded");
    public string Counted => Say("计入结案", "Counted");
    public string PartlyAgreed => Say("部分达成", "Partly agreed");
    public string NotSucceeded => Say("未成功", "Failed");
    public string Definition => Say("口径", "Definition");
    public string AsOf => Say("截至", "As of");
    public string Connecting => Say("连接中断，正在重连", "Connection lost, reconnecting");
    public string Live => Say("实时更新", "Live");

    public string Pages => Say("分页", "Pages");
    public string Previous => Say("上一页", "Previous");
    public string Next => Say("下一页", "Next");
    public string PageNumber(int page) => Say($"第 {page} 页", $"Page {page}");
    public string Total(long total, bool exact) => exact
        ? Say($"共 {total:N0} 条", $"{total:N0} in all")
        : Say($"共 {total:N0} 条以上", $"More than {total:N0}");

    public string Close => Say("关闭", "Close");
    public string Masked => Say("已遮蔽", "masked");
    public string OpenPaper => Say("打开全文", "Open");
    public string AddRow(string noun) => Say($"增加{noun}", $"Add {noun}");
    public string RemoveRow => Say("删除", "Remove");
    public string BlankRows => Say("留空的行不会保存。", "Rows left blank are not saved.");
    public string Submitting => Say("正在提交，请稍候", "Sending, please wait");

    private string Say(string chinese, string english) => _english ? english : chinese;
}
