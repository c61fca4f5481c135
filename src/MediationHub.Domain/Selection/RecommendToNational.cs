using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Send the list to the national office, with its receipt 上报.</summary>
/// <param name="Nominations">Those that are recommended; every one that was chosen where left out.</param>
public sealed record RecommendToNational(string Document, string Receipt, DateOnly On, IReadOnlyList<NominationId>? Nominations = null, FileId? ReceiptFile = null, Personal LateEntryReason = default) : ICampaignCommand<RecommendToNational>
{
    public static string Name => "recommend";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Decided);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Recommendation is { } made && made.Document == TextRules.Clean(Document)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("document", Document, TextRules.Longest.Title, "请填写上报函的文号。", "Give the number of the letter.");
        problems.RequireText("receipt", Receipt, TextRules.Longest.Title, "请填写国家协调劳动关系三方办公室的回执。", "Give the receipt of the national office.");
        var late = at.CheckDay(problems, this, "on", On, state.Decision!.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        NominationId[] standing = [.. state.Decision.Chosen.Where(n => !state.IsRevoked(n))];
        NominationId[] sent = Nominations is null or { Count: 0 } ? standing : [.. Nominations.Distinct()];
        if (sent.Length == 0 || sent.Except(standing).Any()) return CampaignRefusals.NotChosen;
        return Decision.Of(new CampaignRecommended(new(sent, TextRules.Clean(Document), TextRules.Clean(Receipt), ReceiptFile, On)), late);
    }
}
