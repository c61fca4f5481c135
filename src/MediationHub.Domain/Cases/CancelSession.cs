using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Call a session off before it took place.</summary>
public sealed record CancelSession(string SessionId, Personal Reason) : ICaseCommand<CancelSession>
{
    public static string Name => "cancel-session";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Accepted, CaseStage.AgreementEffective)) yield return refusal;
        if (state.IsOpen && !state.Sessions.Exists(s => s.Status is SessionStatus.Scheduled)) yield return CaseRefusals.SessionUnknown;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Session(SessionId) is not { } session) return CaseRefusals.SessionUnknown;
        if (session.Status is SessionStatus.Cancelled) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (session.Status is not SessionStatus.Scheduled) return CaseRefusals.SessionOver;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new SessionCancelled(SessionId, Reason);
    }
}
