using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Hand a paper to parties who are there and sign for it (CPL 88): one attempt for each, direct and signed.</summary>
/// <param name="Parties">Left out: all parties of the case.</param>
/// <param name="Proof">The signed receipt 送达回证.</param>
public sealed record ServeOnTheSpot(
    string PaperId, DateOnly On, IReadOnlyList<PartyId>? Parties = null, IReadOnlyList<FileId>? Proof = null, Personal Note = default, Personal LateEntryReason = default) : ICaseCommand<ServeOnTheSpot>
{
    public static string Name => "serve-on-the-spot";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => RecordService.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var paper = state.Papers.Find(p => p.Id == PaperId);
        PartyId[] served = Parties is { Count: > 0 } named ? [.. named.Distinct()] : [.. state.Parties.Select(p => p.Id)];
        var attempts = served.Select(id => new ServiceAttempt(PaperId, id, ServiceMethod.Direct, ServiceResult.Signed, On, Proof ?? [], Note)).ToArray();
        if (state.Exists && attempts.All(state.HasAttempt)) return Decision.Nothing;

        var problems = new Problems();
        foreach (var (id, i) in served.Select((id, i) => (id, i))) problems.RequireParty(state, Parties is { Count: > 0 } ? $"parties[{i}]" : "parties", id);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", On, paper is null ? null : ChinaTime.DayOf(paper.At), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (paper is null) return CaseRefusals.PaperUnknown;
        return Decision.Of([.. attempts.Where(a => !state.HasAttempt(a)).Select(a => new ServiceRecorded(a)), late]);
    }
}
