using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Move a session to another time or place; its attendees are told again.</summary>
/// <param name="Place">Left out, place and mode stay.</param>
public sealed record MoveSession(string SessionId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Personal Place = default, SessionMode? Mode = null, Personal Reason = default) : ICaseCommand<MoveSession>
{
    public static string Name => "move-session";

    /// <inheritdoc cref="ScheduleSession.Played" />
    [JsonIgnore]
    public bool Played { get; init; }

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in ScheduleSession.Missing(state, at)) yield return refusal;
        if (state.IsOpen && !state.Sessions.Exists(s => s.Status is SessionStatus.Scheduled)) yield return CaseRefusals.SessionUnknown;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Session(SessionId) is not { } session) return CaseRefusals.SessionUnknown;
        var (place, mode) = (Place.Or(session.Place), Mode ?? session.Mode);
        if ((session.StartsAt, session.EndsAt, session.Place, session.Mode) == (StartsAt, EndsAt, place, mode)) return Decision.Nothing;

        var problems = new Problems();
        problems.CheckSession(state, StartsAt, EndsAt, place, mode);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (session.Status is not SessionStatus.Scheduled) return CaseRefusals.SessionOver;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var booked = !Played && StartsAt > at.Now;
        return new SessionMoved(SessionId, StartsAt, EndsAt, place, mode, Reason, booked, booked ? state.RoomFor(at, place, mode) : default);
    }
}
