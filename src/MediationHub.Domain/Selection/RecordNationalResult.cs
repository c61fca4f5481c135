using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Record which of those recommended the national office honored: after its own publicity, where one was noted 两审三公示.</summary>
public sealed record RecordNationalResult([property: MayBeLeftOut] IReadOnlyList<NominationId> Honored, string Document, DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<RecordNationalResult>
{
    public static string Name => "record-national-result";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        foreach (var refusal in state.At(CampaignStage.RecommendedToNational)) yield return refusal;
        if (state.Stage is CampaignStage.RecommendedToNational && state.NationalPublicity?.Running(at) is { } running) yield return running;
    }

    public Decision Decide(Campaign state, Context at)
    {
        NominationId[] honored = [.. (Honored ?? []).Where(n => n.Value is not null).Distinct()];
        if (state.Result is { } made && made.Honored.SequenceEqual(honored)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("document", Document, TextRules.Longest.Title, "请填写国家公布结果的文件。", "Name the document of the national result.");
        var late = at.CheckDay(problems, this, "on", On, state.NationalPublicity?.DueBy(at).Due.AddDays(1) ?? state.Recommendation!.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return honored.Except(state.Recommendation!.Nominations).Any() ? CampaignRefusals.NotRecommended : Decision.Of(new NationalResultRecorded(new(honored, TextRules.Clean(Document), On)), late);
    }
}
