using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Record one attempt to serve a paper, beside what came of it; <see cref="ServiceStanding"/> tells what it is worth.
/// Leaving or posting a paper needs its ground and a photo (R33 §20). Public notice is the last resort: say why (CPL 95).
/// </summary>
/// <param name="On">The day of the attempt: of the receipt for the post, of arrival for electronic service, of the notice for public notice.</param>
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
        if (state.HasAttempt(attempt)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.RequireWord("method", Method);
        problems.RequireWord("result", Result);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (Method is ServiceMethod.PublicNotice) problems.Require("note", Note.Value, "公告送达是最后手段,请写明其他方式无法送达的原因。", "Public notice is the last resort; say why no other way was possible.");
        if (attempt.IsLeft && attempt.Proof.Count == 0) problems.Add("proof", "留置、张贴送达请上传照片或者录像截图等凭证。", "Add a photo or pictures from a video of how the paper was left or posted.");
        var late = at.CheckDay(problems, this, "on", On, paper is null ? null : ChinaTime.DayOf(paper.At), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (paper is null) return CaseRefusals.PaperUnknown;
        if (attempt.IsLeft && !state.MayBeLeft(attempt, at.Rules)) return CaseRefusals.LeavingNeedsGround;
        if (Method is ServiceMethod.PublicNotice && !state.Service.Exists(s => s.PartyId == PartyId && s is { Method: not ServiceMethod.PublicNotice, Reached: false })) return CaseRefusals.OtherWaysFirst;
        return Decision.Of(new ServiceRecorded(attempt), late);
    }
}
