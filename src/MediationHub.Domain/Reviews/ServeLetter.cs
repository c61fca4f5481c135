using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// Record one attempt to serve the letter on a party. Only a signature counts: with the last one the letter is in force;
/// who refuses to sign ends the review without effect (R33 §77, LMA 42). There is no service by leaving or notice.
/// </summary>
public sealed record ServeLetter(PartyId PartyId, ServiceMethod Method, ServiceResult Result, DateOnly On, IReadOnlyList<FileId>? Proof = null, Personal Note = default, Personal LateEntryReason = default) : IReviewCommand<ServeLetter>
{
    public static string Name => "record-service";

    public IEnumerable<StreamRef> Reads(Review state) => ReviewGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state.At(ReviewStage.LetterMade);

    public Decision Decide(Review state, Context at)
    {
        if (state.Exists && state.Service.Exists(s => s.PartyId == PartyId && s.Method == Method && s.Result == Result && s.On == On)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireSigner(state, "partyId", PartyId);
        if (!Enum.IsDefined(Method)) problems.Add("method", "请选择列出的送达方式。", "Choose one of the listed words.");
        if (!Enum.IsDefined(Result)) problems.Add("result", "请选择列出的送达结果。", "Choose one of the listed words.");
        problems.Add("note", TextRules.Check(Note, TextRules.Longest.Reason));
        var late = at.CheckDay(problems, this, "on", On, ChinaTime.DayOf(state.Letter!.SealedAt), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.HasSigned(PartyId)) return ReviewRefusals.SignedAlready(state.Extract.NameOf(PartyId));
        // A letter that nobody can rely on any more takes no effect; the application is withdrawn, or service refused.
        if (Result is ServiceResult.Signed && state.AgreementGone(at) is { } gone) return gone;
        if (Result is ServiceResult.Signed && Method is ServiceMethod.PublicNotice or ServiceMethod.Posting or ServiceMethod.LeftWithWitness) return ReviewRefusals.MustBeSigned;
        var served = new ReviewLetterServed(new(PartyId, Method, Result, On, Proof ?? [], Note));
        DomainEvent? end = Result switch
        {
            ServiceResult.Signed when state.StillToSign.All(p => p == PartyId) => new ReviewInForce(state.Service.Where(s => s.Result is ServiceResult.Signed).Select(s => s.On).Append(On).Max()),
            ServiceResult.Refused => new ReviewEndedUnsigned(PartyId, On),
            _ => null,
        };
        return Decision.Of(served, end, late);
    }
}
