using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Write down what the notice says of a date, in its own words; contradicting words stand beside each other.</summary>
public sealed record StateDate(CampaignDateKind Kind, DateOnly? On, string Quote, string Source, string? Note = null) : ICampaignCommand<StateDate>
{
    public static string Name => "state-date";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Drafted, CampaignStage.Published, CampaignStage.NominationOpen);

    public Decision Decide(Campaign state, Context at)
    {
        var statement = new DateStatement(Kind, On, TextRules.Clean(Quote), TextRules.Clean(Source), string.IsNullOrWhiteSpace(Note) ? null : TextRules.Clean(Note));
        if (state.DateStatements.Contains(statement)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("quote", Quote, TextRules.Longest.Reason, "请抄录通知的原文。", "Quote the notice.");
        problems.RequireText("source", Source, TextRules.Longest.Title, "请写明原文的出处。", "Say where the words stand.");
        problems.Add("note", TextRules.Check(Note, TextRules.Longest.Reason));
        if (state.DateStatements.Count >= 50) problems.Add("quote", "日期原文最多50条。", "At most 50 statements.");
        return problems.ToRefusal() is { } invalid ? invalid : new CampaignDateStated(statement);
    }
}
