using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Fix a session. Who attends is told of it; a joint one needs both sides. One that lies ahead takes its mediators' time and its room: nobody else gets them for it.</summary>
/// <param name="Attendees">Left out: all parties.</param>
/// <param name="HoldId">The slot kept for it beforehand, whose place it takes.</param>
public sealed record ScheduleSession(
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, Personal Place, SessionMode Mode, bool Private = false, IReadOnlyList<PartyId>? Attendees = null, string? HoldId = null)
    : ICaseCommand<ScheduleSession>, ITakesHold
{
    public static string Name => "schedule-session";

    /// <summary>Told of a day that is over, as when the past of a demonstration is played: nobody is kept free for it.</summary>
    [JsonIgnore]
    public bool Played { get; init; }

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) =>
        [.. state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted), .. state.Mediating(), .. state.NotDecidedElsewhere()];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Sessions.Exists(s => s.Status is SessionStatus.Scheduled && (s.StartsAt, s.EndsAt, s.Place, s.Mode, s.Private) == (StartsAt, EndsAt, Place, Mode, Private))) return Decision.Nothing;

        PartyId[] attendees = Attendees is { Count: > 0 } named ? [.. named.Distinct()] : [.. state.Parties.Select(p => p.Id)];
        var problems = new Problems();
        problems.CheckSession(state, StartsAt, EndsAt, Place, Mode);
        if (StartsAt > at.Now.AddYears(1)) problems.Add("startsAt", "会议时间不得晚于一年之后,请核对年份。", "The session lies more than a year ahead; check the year.");
        foreach (var (id, i) in attendees.Select((id, i) => (id, i)))
            if (!state.IsPartyOrMember(id)) problems.RequireParty(state, $"attendees[{i}]", id);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (!Private && !state.BothSidesIn(attendees)) return CaseRefusals.BothSidesNotified;
        var booked = !Played && StartsAt > at.Now;
        return new SessionScheduled($"s{state.Sessions.Count + 1}", StartsAt, EndsAt, Place, Mode, Private, attendees, booked, booked ? state.RoomFor(at, Place, Mode) : default);
    }
}
