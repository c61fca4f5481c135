using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>
/// The organization sends the result back, once its case is closed or the days ran out: the agreement, what is undisputed, the list of evidence with the
/// files' hashes, the addresses for service. What was said and offered, and why it failed, stays.
/// </summary>
/// <param name="UndisputedFacts">Besides those of the records.</param>
public sealed record ReturnResult(DateOnly On, IReadOnlyList<Personal>? UndisputedFacts = null, Personal LateEntryReason = default) : IEntrustmentCommand<ReturnResult>
{
    public static string Name => "return-result";

    /// <summary>SHA-256 of the evidence's files; the pipeline fills it in.</summary>
    [JsonIgnore] public IReadOnlyDictionary<FileId, string> Hashes { get; init; } = new Dictionary<FileId, string>();

    public IEnumerable<StreamRef> Reads(Entrustment state) => EntrustmentGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at)
    {
        foreach (var refusal in state.At(EntrustmentStage.AcceptedByOrganization, EntrustmentStage.Succeeded, EntrustmentStage.Failed, EntrustmentStage.Expired)) yield return refusal;
        if (state is { Exists: true, Stage: EntrustmentStage.AcceptedByOrganization } && Case(state, at) is { } c && Entrustment.ResultOf(c) is null) yield return EntrustmentRefusals.CaseOpen(c.Number);
    }

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.ReturnedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var c = Case(state, at);
        var (result, endedOn) = state.Result is { } known ? (known, state.EndedOn!.Value) : (Entrustment.ResultOf(c!)!.Value, c!.Closing!.On);
        var problems = new Problems();
        foreach (var (fact, i) in (UndisputedFacts ?? []).Select((f, i) => (f, i)))
            problems.RequireText($"undisputedFacts[{i}]", fact, TextRules.Longest.Statement, "请填写无争议事实，或者删去空行。", "Write the fact, or leave the line out.");
        var late = at.CheckDay(problems, this, "on", On, endedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var due = at.Rules.Clock("ENTBACK", endedOn, at.Calendar);
        return Decision.Of(
            state.Result is null ? new EntrustmentEnded(result, endedOn) : null,
            new EntrustmentResultReturned(On, [.. UndisputedFacts ?? []], c is { Destroyed: false } ? CaseExtract.Of(c, Hashes) : null, due.Due, Late: On > due.Due), late);
    }

    private static MediationCase? Case(Entrustment state, Context at) => state.CaseId is { } id ? at.Find<MediationCase>(id.Value) : null;
}
