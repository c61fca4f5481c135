using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Let a session that is fixed be public. Mediation is not, unless every party asks for it (O17 §24); a session with one side alone never is.</summary>
/// <param name="Requests">One of each party, with its day.</param>
/// <param name="FileId">The signed request.</param>
public sealed record OpenSession(string? SessionId, IReadOnlyList<PublicRequest>? Requests, FileId? FileId = null) : ICaseCommand<OpenSession>
{
    public static string Name => "open-session";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in ScheduleSession.Missing(state, at)) yield return refusal;
        var ahead = state.Sessions.FindAll(s => s is { Status: SessionStatus.Scheduled, Private: false });
        if (state.IsOpen && ahead.Count == 0) yield return CaseRefusals.SessionUnknown;
        if (state.IsOpen && ahead.Count > 0 && ahead.TrueForAll(s => s.PublicRequests is not null)) yield return CaseRefusals.SessionPublic;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var requests = (Requests ?? []).DistinctBy(r => r.PartyId).ToArray();
        if (state.Session(SessionId) is not { } session) return CaseRefusals.SessionUnknown;
        if (session.PublicRequests is { } asked && asked.SequenceEqual(requests)) return Decision.Nothing;

        var problems = new Problems();
        foreach (var (request, i) in requests.Select((r, i) => (r, i)))
        {
            if (!state.IsPartyOrMember(request.PartyId)) problems.RequireParty(state, $"requests[{i}].partyId", request.PartyId);
            if (request.On == default) problems.Add($"requests[{i}].on", "请填写提出要求的日期。", "Enter the day of the request.");
            else if (request.On > at.Today) problems.Add($"requests[{i}].on", "日期不得晚于今日。", "The day must not lie in the future.");
        }
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (session.Status is not SessionStatus.Scheduled) return CaseRefusals.SessionOver;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (session.Private) return CaseRefusals.PrivateStaysPrivate;
        if (session.PublicRequests is not null) return CaseRefusals.SessionPublic;
        var lacking = state.WhoSigns().Where(id => requests.All(r => r.PartyId != id)).ToArray();
        return lacking.Length > 0 ? CaseRefusals.PublicNeedsAll(lacking.Select(state.NameOf)) : new SessionMadePublic(session.Id, requests, FileId);
    }
}
