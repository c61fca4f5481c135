using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Fix a session. Who attends is told of it; a joint one needs both sides.</summary>
/// <param name="Attendees">Left out: all parties.</param>
public sealed record ScheduleSession(
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, Personal Place, SessionMode Mode, bool Private = false, IReadOnlyList<PartyId>? Attendees = null) : ICaseCommand<ScheduleSession>
{
    public static string Name => "schedule-session";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) =>
        [.. state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted), .. state.Mediating()];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Sessions.Exists(s => s.Status is SessionStatus.Scheduled && (s.StartsAt, s.EndsAt, s.Place, s.Mode, s.Private) == (StartsAt, EndsAt, Place, Mode, Private))) return Decision.Nothing;

        PartyId[] attendees = Attendees is { Count: > 0 } named ? [.. named.Distinct()] : [.. state.Parties.Select(p => p.Id)];
        var problems = new Problems();
        problems.CheckSession(state, StartsAt, EndsAt, Place, Mode);
        foreach (var (id, i) in attendees.Select((id, i) => (id, i)))
            if (!state.IsPartyOrMember(id)) problems.RequireParty(state, $"attendees[{i}]", id);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (!Private && !state.BothSidesIn(attendees)) return CaseRefusals.BothSidesNotified;
        return new SessionScheduled($"s{state.Sessions.Count + 1}", StartsAt, EndsAt, Place, Mode, Private, attendees);
    }
}

internal static class SessionChecks
{
    public static void CheckSession(this Problems problems, MediationCase state, DateTimeOffset startsAt, DateTimeOffset endsAt, Personal place, SessionMode mode)
    {
        if (startsAt == default) problems.Add("startsAt", "请填写开始时间。", "Enter when it begins.");
        else if (state.AcceptedOn is { } accepted && ChinaTime.DayOf(startsAt) < accepted) problems.Add("startsAt", $"会议不得早于受理日({accepted:yyyy-MM-dd})。", $"A session cannot lie before the acceptance ({accepted:yyyy-MM-dd}).");
        if (endsAt == default) problems.Add("endsAt", "请填写结束时间。", "Enter when it ends.");
        else if (endsAt <= startsAt) problems.Add("endsAt", "结束时间应晚于开始时间。", "It ends after it begins.");
        problems.RequireText("place", place, TextRules.Longest.Address, "请填写地点或者链接。", "Give the place or the link.");
        problems.RequireWord("mode", mode);
    }

    /// <summary>Both sides are there, a side of many by its representatives.</summary>
    public static bool BothSidesIn(this MediationCase state, IEnumerable<PartyId> people)
    {
        var sides = people.Select(id => state.Party(id)?.Side ?? state.WorkerSide()).ToHashSet();
        return sides.Contains(PartySide.Applicant) && sides.Contains(PartySide.Respondent);
    }
}
