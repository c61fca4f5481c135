using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>What may be done with a review now. It asks the same guards as the commands themselves.</summary>
public static class ReviewGuide
{
    private static readonly (string Name, Type Type, Func<Review, Context, IEnumerable<Refusal>> Missing)[] Commands =
    [
        Of<JoinReview>(), Of<AcceptReview>(), Of<DeclineReview>(), Of<AssignReviewer>(), Of<DeclareConflict>(), Of<RecordInquiry>(), Of<ExtendReview>(),
        Of<MakeLetter>(), Of<RefuseReview>(), Of<ApproveRequest>(), Of<ReturnRequest>(), Of<ServeLetter>(), Of<WithdrawReview>(),
    ];

    /// <summary>Every command with what it lacks.</summary>
    /// <param name="may">Leaves out the commands that this person never gives.</param>
    public static IReadOnlyList<AllowedCommand> Allowed(Review state, Context at, Func<Type, bool> may) =>
        [.. from command in Commands where may(command.Type) let missing = command.Missing(state, at).ToList() select new AllowedCommand(command.Name, missing.Count == 0, [.. missing.Select(m => new Text(m.Chinese, m.English))])];

    /// <summary>The commission, and the case that the agreement stands in.</summary>
    public static IEnumerable<StreamRef> Reads(Review state) => state.Exists ? [StreamRef.To<Commission>(state.CommissionId.Value), StreamRef.To<MediationCase>(state.Extract.CaseId.Value)] : [];

    /// <summary>Why no letter can come of it any more, while it runs: the agreement was replaced, ruled void or confirmed by the court. Null where all is as it was applied for.</summary>
    public static Refusal? Gone(Review state, Context at) => state.IsOpen ? state.AgreementGone(at) : null;

    private static (string, Type, Func<Review, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : IReviewCommand<TCommand> => (TCommand.Name, typeof(TCommand), TCommand.Missing);
}
