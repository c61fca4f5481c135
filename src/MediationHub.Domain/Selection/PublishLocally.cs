using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Record that the county or the unit made the application public before nominating it; the province's own publicity follows later in any case.</summary>
/// <param name="Days">Working days (rule PUBN).</param>
/// <param name="Outcome">What came of it, where something did.</param>
public sealed record PublishLocally(LocalLevel Level, DateOnly From, int Days, string Place, string Contact, Personal Outcome = default, Personal LateEntryReason = default) : INominationCommand<PublishLocally>
{
    public static string Name => "publish-locally";

    public static IEnumerable<Refusal> Missing(Nomination state, Context at) => state.At(NominationStage.OrgSubmitted, NominationStage.CountyChecked);

    public Decision Decide(Nomination state, Context at)
    {
        if (state.LocalPublicities.Exists(p => p.Level == Level && p.From == From)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (Days is < 1 or > 60) problems.Add("days", "公示期应在1至60个工作日之间。", "Publicity lasts from 1 to 60 working days.");
        problems.RequireText("place", Place, TextRules.Longest.Title, "请填写公示的网站或者场所。", "Say where it was made public.");
        problems.RequireText("contact", Contact, TextRules.Longest.Name, "请填写受理异议的单位。", "Say who took objections.");
        problems.Add("outcome", TextRules.Check(Outcome, TextRules.Longest.Reason));
        var late = at.CheckDay(problems, this, "from", From, state.SubmittedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        var clock = at.Rules.Clock("PUBN", From, at.Calendar, days: Days);
        return Decision.Of(new NominationPublishedLocally(new(Level, From, Days, clock.Due, TextRules.Clean(Place), TextRules.Clean(Contact), Outcome)), late);
    }
}
