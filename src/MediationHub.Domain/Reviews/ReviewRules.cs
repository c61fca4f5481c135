using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>A command of a review that knows what the review still lacks for it; <see cref="ReviewGuide"/> shows the same.</summary>
public interface IReviewCommand<TSelf> : ICommand<Review> where TSelf : IReviewCommand<TSelf>
{
    /// <summary>The command's name in the API.</summary>
    static abstract string Name { get; }

    /// <summary>Every reason why no command of this kind could be carried out now, whatever it says.</summary>
    static abstract IEnumerable<Refusal> Missing(Review state, Context at);

    IEnumerable<StreamRef> ICommand<Review>.Reads(Review state) => state.ReadsCommission();
}

/// <summary>Guards and checks that several commands of a review share.</summary>
internal static class ReviewRules
{
    public static IEnumerable<StreamRef> ReadsCommission(this Review state) => state.Exists ? [StreamRef.To<Commission>(state.CommissionId.Value)] : [];

    /// <summary>The review stands at one of these stages.</summary>
    public static IEnumerable<Refusal> At(this Review state, params ReviewStage[] stages)
    {
        if (!state.Exists) yield return ReviewRefusals.Unknown;
        else if (stages.Contains(state.Stage)) yield break;
        else if (state.Stage is ReviewStage.InForce) yield return ReviewRefusals.LetterInForce;
        else if (state.Stage.IsEnded()) yield return ReviewRefusals.Ended(state.Stage);
        else if (state.Stage is ReviewStage.Applied) yield return ReviewRefusals.OneSided(state.StillToJoin.Select(state.Extract.NameOf));
        else if (stages.Max() < state.Stage) yield return state.Stage is ReviewStage.LetterMade ? ReviewRefusals.LetterMade : ReviewRefusals.AcceptedAlready(state.Stage);
        else if (state.Stage is ReviewStage.Filed) yield return ReviewRefusals.NotAcceptedYet;
        else if (state.Stage is ReviewStage.Accepted) yield return ReviewRefusals.NobodyAssigned;
        else yield return ReviewRefusals.NoLetterYet;
    }

    /// <summary>The arbitrator to whom the review is assigned decides and asks; nobody else of the commission does.</summary>
    public static Refusal? NotTheArbitrator(this Review state, Context at) =>
        at.Actor.Is(Role.System) || at.Actor.ArbitratorId is { } me && state.Arbitrator?.ArbitratorId.Value == me ? null : ReviewRefusals.NotTheArbitrator;

    /// <summary>Who approves: the director, or whom the commission delegated (R33 §77), and nobody a request of their own.</summary>
    public static Refusal? MayNotApprove(this Review state, Context at)
    {
        if (at.Actor.Is(Role.System)) return null;
        if (state.Pending is { } pending && pending.By == at.Actor.UserName) return ReviewRefusals.OwnRequest;
        return at.Find<Commission>(state.CommissionId.Value) is { } commission && commission.ApprovesOn(at.Actor.UserName, at.Today) ? null : ReviewRefusals.NotTheApprover;
    }

    /// <summary>The director decides at once; the arbitrator asks for approval.</summary>
    public static bool DecidesAlone(this Review state, Context at) =>
        at.Actor.Is(Role.Director) && (at.Actor.ArbitratorId is not { } me || state.Arbitrator?.ArbitratorId.Value != me);

    /// <summary>Taking up a review without having declared a conflict declares that there is none (LMA 33).</summary>
    public static DomainEvent? DeclaredByActing(this Review state, Context at) =>
        state.Arbitrator is { DeclaredOn: null } assigned && assigned.ArbitratorId.Value == at.Actor.ArbitratorId ? new ReviewNoConflictDeclared(assigned.ArbitratorId, at.Today, ByActing: true) : null;

    /// <summary>The agreement applied for is no longer the one that binds the parties, or the court has confirmed it: no letter can come of it. Null where all is as it was.</summary>
    public static Refusal? AgreementGone(this Review state, Context at)
    {
        if (at.Find<MediationCase>(state.Extract.CaseId.Value) is not { Destroyed: false } c) return null;
        var agreed = state.Extract.Agreement!;
        if (c.Agreement?.No == agreed.No && c.Agreement.Ruling is { } ruling) return ruling.Kind is RulingKind.Confirmed ? ReviewRefusals.CourtConfirmed : ReviewRefusals.AgreementInvalidated(ruling);
        return c.InForce?.No == agreed.No && TermsHash.Of(c.InForce.Terms) == agreed.TermsHash ? null : ReviewRefusals.AgreementChanged;
    }

    public static void RequireSigner(this Problems problems, Review state, string field, PartyId? id)
    {
        if (id is not { Value: not null } given || !state.Signers.Contains(given))
            problems.Add(field, "该人不是在协议上签名的当事人，请核对。", "This is not one of those who signed the agreement; check the id.");
    }
}
