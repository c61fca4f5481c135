using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Ask the office one level up to open a closed case again, for a clerical error or a fraud.</summary>
public sealed record RequestReopen(Personal Reason, ReopenGround Ground = ReopenGround.ClericalError) : ICaseCommand<RequestReopen>
{
    public static string Name => "request-reopen";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Stage is CaseStage.Archived) yield return CaseRefusals.Archived;
        else if (state.IsOpen) yield return CaseRefusals.NotEnded(state.Stage);
        else if (state.Stage is not CaseStage.Closed) yield return CaseRefusals.Ended(state.Stage);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var request = new ReopenRequest(Ground, Reason, at.Actor.UserName);
        if (state.ReopenRequest == request) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("ground", Ground);
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new ReopeningRequested(request);
    }
}
