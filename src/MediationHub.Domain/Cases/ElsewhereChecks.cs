using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>What may be said of the same dispute being before a commission or court.</summary>
internal static class ElsewhereChecks
{
    public static void CheckElsewhere(this Problems problems, string field, ElsewhereDispute? elsewhere, DateOnly today, ElsewhereDispute? known = null)
    {
        if (elsewhere is null) return;
        if (known is not null && elsewhere != known)
            problems.Add($"{field}.kind", "同一争议的裁决、诉讼情况已经登记,有变化的请先办理更正。", "It is on record already whether the dispute stands elsewhere; correct the record first.");
        problems.RequireWord($"{field}.kind", elsewhere.Kind);
        if (elsewhere.Kind is ElsewhereKind.None && (!elsewhere.Body.IsEmpty || !elsewhere.Number.IsEmpty || elsewhere.On is not null))
            problems.Add($"{field}.kind", "填写了受理机关、案号或者日期的，请选择裁决、仲裁或者诉讼；确实没有的，请删去。", "With a body, a number or a day it is decided or pending somewhere: choose which, or leave them out.");
        problems.CheckText($"{field}.body", elsewhere.Body, TextRules.Longest.Name);
        problems.CheckText($"{field}.number", elsewhere.Number, TextRules.Longest.Name);
        if (elsewhere.On > today) problems.Add($"{field}.on", "日期不得晚于今日。", "The day must not lie in the future.");
    }
}
