namespace MediationHub.Web.Components;

/// <summary>What the components say by themselves.</summary>
public static class Words
{
    public const string Language = "zh-CN";
    public const string Product = "调解工作台";
    public const string SkipToMain = "跳到正文";
    public const string MainNavigation = "主导航";
    public const string Menu = "菜单";
    public const string Breadcrumbs = "当前位置";
    public const string LargeType = "大字版";
    public const string NormalType = "标准字号";

    public const string Required = "必填";
    public const string Choose = "请选择";
    public const string FoldRest = "收起";
    public static string UnfoldRest(int letters) => $"展开其余 {letters:N0} 字";
    public const string Yuan = "元";
    public const string Refused = "不能办理";
    public static string ErrorsFound(int count) => $"有 {count} 处需要更正";
    public const string ErrorPrefix = "错误：";

    public const string Information = "提示";
    public const string Success = "已完成";
    public const string Warning = "注意";
    public const string Failure = "未能办理";

    public const string Stages = "办理阶段";
    public static string StageOf(int number, int total) => $"第 {number} 步，共 {total} 步：";
    public const string StepDone = "已完成";
    public const string StepCurrent = "当前阶段";
    public const string StepStopped = "在此终止";
    public const string NextStep = "下一步";
    public const string StillMissing = "还缺以下事项：";

    public static string DaysLeft(int days) => $"还剩 {days} 天";
    public const string DueToday = "今日到期";
    public static string DaysOver(int days) => $"已超 {days} 天";
    public const string DueMet = "已按期办理";
    public const string DueMissed = "已逾期";
    public const string DueLapsed = "期限已过";
    public const string DueSuperseded = "已由新期限代替";
    public const string DueOn = "届满";
    public const string Provisional = "暂定";
    public const string ProvisionalWhy = "该年度放假安排尚未发布，届满日为暂定";

    public const string SuccessRate = "调解成功率";
    public static string RateTarget(string target) => $"目标 {target}%";
    public const string TargetMet = "已达标";
    public const string TargetMissed = "未达标";
    public const string NotCounted = "暂不计算";
    public const string NoDenominator = "本期尚无计入口径的结案";
    public static string TargetReached(string target) => $"不低于 {target}% 的目标";
    /// <summary>With <c>{n}</c> where the number goes, so that the live gauge can fill it too.</summary>
    public const string ToTargetPattern = "再成功 {n} 件即达标";
    public const string Succeeded = "成功";
    public const string Counted = "计入结案";
    public const string PartlyAgreed = "部分达成";
    public const string NotSucceeded = "未成功";
    public const string Definition = "口径";
    public const string AsOf = "截至";
    public const string Connecting = "连接中断，正在重连";
    public const string Live = "实时更新";

    public const string Pages = "分页";
    public const string Previous = "上一页";
    public const string Next = "下一页";
    public static string PageNumber(int page) => $"第 {page} 页";
    public static string Total(long total, bool exact) => exact ? $"共 {total:N0} 条" : $"共 {total:N0} 条以上";

    public const string Close = "关闭";
    public const string Masked = "已遮蔽";
    public const string OpenPaper = "打开全文";
    public static string AddRow(string noun) => $"增加{noun}";
    public const string RemoveRow = "删除";
    public const string BlankRows = "留空的行不会保存。";
    public const string Submitting = "正在提交，请稍候";
}
