using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// Make the mediation letter: form and content of the agreement are lawful, and the letter says the same, part by part (R33 §77).
/// It is signed by the arbitrator and sealed by the commission; it is in force once everybody signed for it.
/// </summary>
/// <param name="Terms">Left out: the agreement's. Given, they are compared with it.</param>
public sealed record MakeLetter(DateTimeOffset SealedAt, IReadOnlyList<TermEntry>? Terms = null, Personal LateEntryReason = default) : IReviewCommand<MakeLetter>
{
    public static string Name => "make-letter";

    public IEnumerable<StreamRef> Reads(Review state) => ReviewGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.UnderReview)) yield return refusal;
        if (state is { Stage: ReviewStage.UnderReview, Pending: not null }) yield return ReviewRefusals.ApprovalPending;
        if (state.Stage is ReviewStage.UnderReview && state.AgreementGone(at) is { } gone) yield return gone;
    }

    public Decision Decide(Review state, Context at)
    {
        if (state.Letter?.SealedAt == SealedAt && state.Stage is ReviewStage.LetterMade) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.NotTheArbitrator(at) is { } notMine) return notMine;

        var problems = new Problems();
        var late = at.CheckInstant(problems, this, "sealedAt", SealedAt, ChinaTime.At(state.AcceptedOn!.Value, TimeOnly.MinValue), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var agreement = state.Extract.Agreement!;
        var terms = Terms is null ? agreement.Terms : Written(Terms, agreement.Terms);
        var differences = TermDifferences.Between(agreement.Terms, terms);
        if (differences.Count > 0) return ReviewRefusals.LetterDiffers(differences);
        return Decision.Of(
            state.DeclaredByActing(at),
            new ReviewLetterMade(new(agreement.Terms, TermsHash.Of(agreement.Terms), SealedAt, state.Arbitrator!.ArbitratorId, Late: !state.DueProvisional && ChinaTime.DayOf(SealedAt) > state.Due)), late);
    }

    /// <summary>The terms as they would be kept; what the agreement leaves to the case's main type may be left out here, too.</summary>
    private static Term[] Written(IReadOnlyList<TermEntry> entries, IReadOnlyList<Term> agreed) => [.. entries.Select((e, i) =>
    {
        var instalments = (e.Instalments ?? []).Select((x, n) => new Instalment(n + 1, x.Amount, x.DueOn)).ToArray();
        return new Term(i + 1, e.Kind, e.PayerId, e.PayeeId, e.Amount ?? (instalments.Length > 0 ? instalments.Sum(x => x.Amount) : null), instalments,
            instalments.Length > 0 ? null : e.DueOn, e.Manner, e.BankAccount, e.Text, e.ClaimType ?? (i < agreed.Count ? agreed[i].ClaimType : null));
    })];
}
