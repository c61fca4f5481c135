using System.Globalization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Record a session that took place, scheduled or walk-in: who was there, what was said, what came of it. A session is closed by its record 笔录.
/// What is said and offered in private stays with the mediator until an offer is released.
/// </summary>
/// <param name="SessionId">The scheduled session; left out for a walk-in.</param>
/// <param name="StartsAt">The actual time, where it was not as scheduled; needed for a walk-in, like end, place and mode.</param>
/// <param name="UnsignedReason">Why someone who was there has not signed the record; needed where a signature is missing.</param>
/// <param name="IdentityChecked">Who came, and by which powers, was checked, and nobody objected.</param>
public sealed record HoldSession(
    string? SessionId, IReadOnlyList<Attendance>? Attendance, SessionRecord? Record, IReadOnlyList<OfferEntry>? Offers = null, bool ReadBack = false,
    IReadOnlyList<RecordSignature>? Signatures = null, bool? Private = null, DateTimeOffset? StartsAt = null, DateTimeOffset? EndsAt = null,
    Personal Place = default, SessionMode? Mode = null, Personal LateEntryReason = default, Personal UnsignedReason = default, bool IdentityChecked = false) : ICaseCommand<HoldSession>
{
    public static string Name => "hold-session";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) =>
        [.. state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted), .. state.Mediating()];

    public Decision Decide(MediationCase state, Context at)
    {
        var known = SessionId is null ? null : state.Session(SessionId);
        if (SessionId is not null && known is null) return CaseRefusals.SessionUnknown;
        var session = Session(known, state, at);
        if (known is { TookPlace: true }) return SessionChecks.Same(known, session) ? Decision.Nothing : CaseRefusals.SessionOver;
        if (known is null && state.Sessions.Exists(s => s.TookPlace && SessionChecks.Same(s, session))) return Decision.Nothing;

        var problems = new Problems();
        var late = Check(problems, state, session, at);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (known is { Status: SessionStatus.Cancelled }) return CaseRefusals.SessionOver;
        if (IsAhead(session, at)) return CaseRefusals.SessionAhead;

        var opens = session.Status is SessionStatus.Held || state.BothSidesIn(session.Attendance.Where(a => a.Present).Select(a => a.PartyId));
        return Decision.Of(new SessionHeld(session, OffersOf(state, session), opens), late);
    }

    private Session Session(Session? known, MediationCase state, Context at)
    {
        var record = Record is null ? null : Record with { Statements = Record.Statements ?? [], UndisputedFacts = [.. (Record.UndisputedFacts ?? []).Where(f => !f.IsEmpty)] };
        return (known ?? new Session { Id = $"s{state.Sessions.Count + 1}" }) with
        {
            StartsAt = StartsAt ?? known?.StartsAt ?? default,
            EndsAt = EndsAt ?? known?.EndsAt ?? default,
            Place = Place.Or(known?.Place ?? default),
            Mode = Mode ?? known?.Mode ?? SessionMode.OnSite,
            Private = Private ?? known?.Private ?? false,
            Status = record?.Result is SessionResult.Adjourned ? SessionStatus.Adjourned : SessionStatus.Held,
            Attendance = Attendance ?? [],
            Record = record,
            IdentityChecked = IdentityChecked && Attendance?.Any(a => a.Present) is true,
            ReadBack = ReadBack,
            Signatures = Signatures ?? [],
            UnsignedReason = UnsignedReason,
            HeldBy = at.Actor.Mediator ?? state.Lead,
        };
    }

    /// <summary>A scheduled session whose time has not come; a time that was entered is checked as every other.</summary>
    private bool IsAhead(Session session, Context at) => StartsAt is null && session.StartsAt > at.Now;

    private EnteredLate? Check(Problems problems, MediationCase state, Session session, Context at)
    {
        problems.CheckSession(state, session.StartsAt, session.EndsAt, session.Place, session.Mode, held: true);
        var late = session.StartsAt == default || IsAhead(session, at) ? null : at.CheckInstant(problems, this, "startsAt", session.StartsAt, null, LateEntryReason);
        if (EndsAt > at.Now) problems.Add("endsAt", "时间不得晚于当前时间。", "The time must not lie in the future.");
        if (session.Attendance.Count == 0) problems.Add("attendance", "请登记到场情况。", "Say who was there.");
        foreach (var (a, i) in session.Attendance.Select((a, i) => (a, i)))
        {
            if (!state.IsPartyOrMember(a.PartyId)) problems.RequireParty(state, $"attendance[{i}].partyId", a.PartyId);
            problems.CheckText($"attendance[{i}].via", a.Via, TextRules.Longest.Name);
        }
        if (session.Record is not { } record) problems.Add("record", "请填写调解笔录,没有笔录不能结束会议。", "Write the record; a session does not end without one.");
        else problems.CheckRecord(record);
        problems.CheckPresence(state, session);
        problems.CheckSigned(state, session);
        problems.CheckOffers(state, Offers ?? []);
        foreach (var (s, i) in session.Signatures.Select((s, i) => (s, i)))
            if (!state.IsPartyOrMember(s.PartyId)) problems.RequireParty(state, $"signatures[{i}].partyId", s.PartyId);
        return late;
    }

    private List<Offer> OffersOf(MediationCase state, Session session) =>
        [.. (Offers ?? []).Select((o, i) => new Offer($"o{state.Offers.Count + i + 1}", session.Id, o.ByPartyId, o.Amount?.ToString("0.00", CultureInfo.InvariantCulture), o.Text, session.Private))];
}
