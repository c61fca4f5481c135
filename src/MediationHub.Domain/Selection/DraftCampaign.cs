using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>Draw up a campaign from its notice, with the standards that come with the program until the notice's own are put in.</summary>
/// <param name="Id">Given by the caller.</param>
/// <param name="Unit">The province.</param>
/// <param name="Batch">Which batch of the year, from 1.</param>
/// <param name="Target">How many are to be chosen.</param>
public sealed record DraftCampaign(CampaignId Id, string Name, string Unit, int Year, int Batch, CampaignNotice? Notice, int? Target = null) : ICommand<Campaign>
{
    public Decision Decide(Campaign state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireText("name", Name, TextRules.Longest.Title, "请填写活动名称。", "Name the campaign.");
        if (Regions.BuiltIn.Find(Unit) is not { Level: RegionLevel.Province }) problems.Add("unit", "请填写省级行政区划代码。", "Give the code of the province.");
        if (Year is < 2020 or > 2100) problems.Add("year", "年度应在2020至2100之间。", "The year lies between 2020 and 2100.");
        if (Batch is < 1 or > 9) problems.Add("batch", "批次应在1至9之间。", "The batch lies between 1 and 9.");
        problems.Check(Notice, at);
        var standards = CampaignStandards.BuiltIn with { Target = Target ?? CampaignStandards.BuiltIn.Target };
        standards.Check(problems);
        return problems.ToRefusal() is { } invalid ? invalid : new CampaignDrafted(Id, TextRules.Clean(Name), Unit, Year, Batch, Notice!.Cleaned(), standards, at.Today);
    }
}

/// <summary>Checks that notices share.</summary>
internal static class Notices
{
    internal static void Check(this Problems problems, CampaignNotice? notice, Context at)
    {
        problems.RequireText("notice.title", notice?.Title, TextRules.Longest.Title, "请填写通知的标题。", "Give the notice's title.");
        problems.RequireText("notice.number", notice?.Number, 100, "请填写通知的文号。", "Give the notice's number.");
        if (notice is null) return;
        if (notice.Issuers.Count is < 1 or > 20 || notice.Issuers.Any(string.IsNullOrWhiteSpace)) problems.Add("notice.issuers", "请列出发文单位。", "Name the bodies that issued it.");
        foreach (var issuer in notice.Issuers) problems.Add("notice.issuers", TextRules.Check(issuer, TextRules.Longest.Name));
        if (notice.IssuedOn == default) problems.Add("notice.issuedOn", "请填写发文日期。", "Give the day it was issued.");
        else if (notice.IssuedOn > at.Today) problems.Add("notice.issuedOn", "发文日期不得晚于今日。", "The day of issue must not lie in the future.");
        problems.Add("notice.address", TextRules.Check(notice.Address, TextRules.Longest.Address));
    }

    internal static CampaignNotice Cleaned(this CampaignNotice notice) => notice with
    {
        Title = TextRules.Clean(notice.Title),
        Number = TextRules.Clean(notice.Number),
        Issuers = [.. notice.Issuers.Select(TextRules.Clean)],
        Address = string.IsNullOrWhiteSpace(notice.Address) ? null : TextRules.Clean(notice.Address),
    };
}
