using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>The organization applies, and stands for the truth of what it says.</summary>
public sealed record SubmitNomination(bool Commitment) : INominationCommand<SubmitNomination>
{
    public static string Name => "submit";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.Draft, NominationStage.Returned)) yield return refusal;
        if (!state.Exists || !state.IsOpenToChange) yield break;
        var campaign = at.CampaignOf(state);
        if (Statements.ClosedFor(state, campaign, state.OrganizationId, at.Today) is { } closed) yield return closed;
        foreach (var refusal in NominationGuide.Standing(at.OrganizationOf(state), campaign, at.Today)) yield return refusal;
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Stage is NominationStage.OrgSubmitted) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        Statements.Check(problems, state.Statement, complete: true);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Commitment ? new NominationSubmitted(at.Today, at.Actor.UserName) : NominationRefusals.NoCommitment;
    }
}
