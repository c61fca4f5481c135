using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>A party takes back its request that a session be public: without the request of every party it is not (O17 §24).</summary>
public sealed record CloseSession(string? SessionId, PartyId PartyId, Personal Reason = default) : ICaseCommand<CloseSession>
{
    public static string Name => "close-session";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in ScheduleSession.Missing(state, at)) yield return refusal;
        if (state.IsOpen && !state.Sessions.Exists(s => s is { Status: SessionStatus.Scheduled, PublicRequests: not null })) yield return CaseRefusals.SessionNotPublic;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Session(SessionId) is not { } session) return CaseRefusals.SessionUnknown;
        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (session.Status is not SessionStatus.Scheduled) return CaseRefusals.SessionOver;
        if (session.PublicRequests is null) return Decision.Nothing;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new SessionMadeConfidential(session.Id, PartyId, Reason);
    }
}
