using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Settle which day holds, with the source it rests on. Once nominations are open only the cut-off moves, and only onwards.</summary>
/// <param name="Reason">Needed where the notice names another day, or several.</param>
public sealed record ConfirmDate(CampaignDateKind Kind, DateOnly On, string Source, Personal Reason = default) : ICampaignCommand<ConfirmDate>
{
    public static string Name => "confirm-date";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Drafted, CampaignStage.Published, CampaignStage.NominationOpen);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Dates.TryGetValue(Kind, out var known) && known.On == On && known.Source == TextRules.Clean(Source)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (On == default) problems.Add("on", "请填写日期。", "Enter the day.");
        problems.RequireText("source", Source, TextRules.Longest.Reason, "请写明日期的来源。", "Say what the day rests on.");
        problems.Add("reason", TextRules.Check(Reason, TextRules.Longest.Reason));
        var stated = state.DateStatements.Where(s => s.Kind == Kind).Select(s => s.On).Distinct().ToList();
        if (Reason.IsEmpty && (stated.Count > 1 || (stated.Count == 1 && stated[0] != On)))
            problems.Add("reason", "通知原文另有写法或者前后不一，请说明采用这一日期的理由。", "The notice says it in another way or contradicts itself: say why this day holds.");
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.Stage is CampaignStage.NominationOpen && (Kind is not CampaignDateKind.CutOff || On < state.CutOff || at.Today > state.CutOff)) return CampaignRefusals.DatesFixed;
        var dates = state.Dates.SetItem(Kind, new(Kind, On, "", default, "", at.Today));
        if (CampaignDates.OutOfOrder(kind => dates.GetValueOrDefault(kind)?.On)) return CampaignRefusals.DatesOrder;
        if (Kind is CampaignDateKind.CutOff && state.PublishedOn > On) return CampaignRefusals.CutOffBeforeNotice(On, state.PublishedOn.Value);
        return new CampaignDateConfirmed(new(Kind, On, TextRules.Clean(Source), Reason, at.Actor.UserName, at.Today));
    }
}

/// <summary>How the days of a campaign follow each other.</summary>
internal static class CampaignDates
{
    /// <summary>The window ends with the cut-off at the latest: what is frozen then has to be whole.</summary>
    internal static bool OutOfOrder(Func<CampaignDateKind, DateOnly?> day) =>
        day(CampaignDateKind.WindowFrom) > day(CampaignDateKind.WindowTo) || day(CampaignDateKind.WindowTo) > day(CampaignDateKind.CutOff) || day(CampaignDateKind.NominationFrom) > day(CampaignDateKind.CutOff);
}
