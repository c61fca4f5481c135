using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record one attempt to serve a paper, beside what came of it. Public notice is the last resort: say why (CPL 95).</summary>
public sealed record RecordService(
    string PaperId, PartyId PartyId, ServiceMethod Method, ServiceResult Result, DateOnly On,
    IReadOnlyList<FileId>? Proof = null, Personal Note = default, Personal LateEntryReason = default) : ICaseCommand<RecordService>
{
    public static string Name => "record-service";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Papers.IsEmpty) yield return CaseRefusals.PaperUnknown;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var paper = state.Papers.Find(p => p.Id == PaperId);
        var attempt = new ServiceAttempt(PaperId, PartyId, Method, Result, On, Proof ?? [], Note);
        if (state.Service.Exists(s => s with { Proof = attempt.Proof } == attempt && s.Proof.SequenceEqual(attempt.Proof))) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.RequireWord("method", Method);
        problems.RequireWord("result", Result);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (Method is ServiceMethod.PublicNotice) problems.Require("note", Note.Value, "公告送达是最后手段,请写明其他方式无法送达的原因。", "Public notice is the last resort; say why no other way was possible.");
        var late = at.CheckDay(problems, this, "on", On, paper is null ? null : ChinaTime.DayOf(paper.At), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return paper is null ? CaseRefusals.PaperUnknown : Decision.Of(new ServiceRecorded(attempt), late);
    }
}
