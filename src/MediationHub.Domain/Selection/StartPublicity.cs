using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Make the shortlist public for at least as many working days as the standards say (rule PUBN). The national publicity is noted beside it.</summary>
/// <param name="Days">Working days; the standards' number where left out.</param>
/// <param name="Place">Where the list is made public.</param>
/// <param name="Contact">Who takes objections.</param>
public sealed record StartPublicity(DateOnly From, string Place, string Contact, string Phone, int? Days = null, PublicityLevel Level = PublicityLevel.Province, Personal LateEntryReason = default) : ICampaignCommand<StartPublicity>
{
    public static string Name => "start-publicity";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Shortlisted, CampaignStage.RecommendedToNational);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Publicities.Exists(p => p.Level == Level && p.From == From)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (Level is PublicityLevel.Province ? state.Stage is not CampaignStage.Shortlisted : state.Stage is not CampaignStage.RecommendedToNational) return CampaignRefusals.WrongStage(state.Stage);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "from", From, Level is PublicityLevel.Province ? state.ShortlistedOn : state.Recommendation!.On, LateEntryReason);
        var days = Days ?? state.Standards!.PublicityDays;
        if (days < state.Standards!.PublicityDays || days > 60) problems.Add("days", $"公示不少于{state.Standards.PublicityDays}个工作日，不超过60个工作日。", $"Publicity lasts {state.Standards.PublicityDays} to 60 working days.");
        problems.RequireText("place", Place, TextRules.Longest.Title, "请填写公示的网站或者场所。", "Say where the list is made public.");
        problems.RequireText("contact", Contact, TextRules.Longest.Name, "请填写受理异议的单位或者联系人。", "Say who takes objections.");
        problems.Require("phone", Phone, "请填写受理异议的电话。", "Give the telephone number for objections.");
        if (!string.IsNullOrWhiteSpace(Phone)) problems.Add("phone", Parties.Phone.Check(Phone));
        if (problems.ToRefusal() is { } invalid) return invalid;

        var clock = at.Rules.Clock("PUBN", From, at.Calendar, days: days);
        return Decision.Of(new PublicityStarted(new(state.Publicities.Count + 1, Level, From, days, clock.Due, clock.Provisional, TextRules.Clean(Place), TextRules.Clean(Contact), Parties.Phone.Normalize(Phone)!)), late);
    }
}

/// <summary>Note that the last day of a publicity is over. The program does so itself.</summary>
public sealed record EndPublicity(int No) : ICommand<Campaign>
{
    public Decision Decide(Campaign state, Context at)
    {
        if (state.Publicities.Find(p => p.No == No) is not { } publicity) return CampaignRefusals.PublicityMissing;
        if (publicity.EndedOn is not null) return Decision.Nothing;
        var due = publicity.DueBy(at);
        return at.Today <= due.Due || due.Provisional ? CampaignRefusals.PublicityRuns(due.Due) : new PublicityEnded(No, due.Due);
    }
}

/// <summary>The last day of a publicity by the law in force: what was provisional is settled once the year's days are known.</summary>
public static class PublicityClock
{
    public static Rulebook.Clock DueBy(this Publicity publicity, Context at) => at.Rules.Clock("PUBN", publicity.From, at.Calendar, days: publicity.Days);

    /// <summary>Why nothing is decided on its list yet; null once it is over.</summary>
    public static Refusal? Running(this Publicity publicity, Context at)
    {
        var due = publicity.DueBy(at);
        return at.Today <= due.Due ? CampaignRefusals.PublicityRuns(due.Due) : due.Provisional ? CampaignRefusals.PublicityProvisional(due.Due.Year) : null;
    }
}
