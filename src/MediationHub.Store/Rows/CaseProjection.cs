using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Keys;
using MediationHub.Store.Search;

namespace MediationHub.Store.Rows;

/// <summary>A case in lists, by party, in search, with its agreement, and in the counters.</summary>
public sealed class CaseProjection : Projection<MediationCase>
{
    private static readonly Table Cases = new("case_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("organization_id", ColumnType.Text), new("number", ColumnType.Text),
        new("stage", ColumnType.Text), new("suspended", ColumnType.Flag), new("outcome", ColumnType.Text), new("source", ColumnType.Text),
        new("form", ColumnType.Text), new("dispute_type", ColumnType.Text), new("received_at", ColumnType.Instant), new("accepted_on", ColumnType.Day),
        new("effective_on", ColumnType.Day), new("closed_on", ColumnType.Day), new("applicants", ColumnType.Text), new("respondents", ColumnType.Text),
        new("mediators", ColumnType.Words), new("workers", ColumnType.Integer), new("claimed", ColumnType.Amount), new("agreed", ColumnType.Amount),
        new("due_rule", ColumnType.Text), new("due_on", ColumnType.Day), new("due_provisional", ColumnType.Flag), new("offered_to", ColumnType.Text),
        new("imported", ColumnType.Flag), new("session_days", ColumnType.Numbers), new("accepted_in_time", ColumnType.Flag), new("closed_in_time", ColumnType.Flag));

    private static readonly Table CaseParties = new("case_parties", 2,
        new("case_id", ColumnType.Text), new("party_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("side", ColumnType.Text),
        new("kind", ColumnType.Text), new("name", ColumnType.Text), new("id_masked", ColumnType.Text), new("id_hash", ColumnType.Text), new("received_at", ColumnType.Instant));

    private static readonly Table Retention = new("case_retention", 1,
        new("case_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("number", ColumnType.Text), new("stage", ColumnType.Text), new("closed_on", ColumnType.Day),
        new("class", ColumnType.Text), new("until_on", ColumnType.Day), new("held", ColumnType.Flag), new("transferred_to", ColumnType.Text), new("destroyed_on", ColumnType.Day));

    private static readonly Table Searched = new("case_search", 3,
        new("case_id", ColumnType.Text), new("scope", ColumnType.Text), new("part", ColumnType.Text), new("grams", ColumnType.Numbers));

    private static readonly Table Agreements = new("agreement_rows", 1,
        new("case_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("mediators", ColumnType.Words), new("status", ColumnType.Text), new("drafted_on", ColumnType.Day), new("effective_on", ColumnType.Day),
        new("amount", ColumnType.Amount), new("paid", ColumnType.Amount), new("next_due_on", ColumnType.Day), new("last_due_on", ColumnType.Day), new("performed_on", ColumnType.Day), new("defaulted_on", ColumnType.Day),
        new("first_effective_on", ColumnType.Day), new("performed_in_time", ColumnType.Flag), new("reviewable", ColumnType.Flag));

    private static readonly Table Answers = new("satisfaction_rows", 2,
        new("case_id", ColumnType.Text), new("party", ColumnType.Text), new("organization_id", ColumnType.Text), new("on_day", ColumnType.Day), new("by_phone", ColumnType.Flag), new("attitude", ColumnType.Integer),
        new("fairness", ColumnType.Integer), new("speed", ColumnType.Integer), new("result", ColumnType.Integer), new("overall", ColumnType.Integer), new("commented", ColumnType.Flag));

    private static readonly Table Clocks = new("case_clocks", 3,
        new("case_id", ColumnType.Text), new("rule", ColumnType.Text), new("subject", ColumnType.Text), new("organization_id", ColumnType.Text), new("mediators", ColumnType.Words),
        new("from_on", ColumnType.Day), new("extend", ColumnType.Integer), new("due_on", ColumnType.Day), new("provisional", ColumnType.Flag));

    private readonly KeyRing _keys;
    private readonly RoomKeys _rooms;
    private readonly CaseGrams _grams;
    private readonly CaseProjection? _once;

    public CaseProjection(KeyRing keys) : this(keys, remembers: true) => _once = new(keys, remembers: false);

    private CaseProjection(KeyRing keys, bool remembers) => (_keys, _rooms, _grams) = (keys, new(keys), new(new SearchKeys(keys), remembers));

    internal override Projection Once => _once ?? this;

    public override IReadOnlyList<Table> Tables => [Cases, CaseParties, Searched, Agreements, Retention, Clocks, Answers, SessionSlots.Table];

    /// <summary>The days of sessions for which nobody's time is kept any more; null where there are none.</summary>
    private static Numbers? SessionDays(MediationCase state)
    {
        if (state.Destroyed || !state.Sessions.Exists(s => !s.Booked)) return null;
        return new([.. state.Sessions.Where(s => !s.Booked).Select(s => ChinaTime.DayOf(s.StartsAt).DayNumber).Distinct().Order()]);
    }

    public override void Rows(Stored<MediationCase> stored, Law law, List<Row> into)
    {
        var (id, version, state) = stored;
        var (calendar, rules) = (law.Calendar, law.Rules);
        // The clock that presses next is the earliest; Recomputation finds the same one in the rows.
        CaseClock? pressing = null;
        var mediators = Row.Words(state.Mediators.Select(m => m.MediatorId.Value));
        foreach (var clock in CaseClocks.Waiting(state, calendar, rules))
        {
            into.Add(new(Clocks, id, clock.Rule, clock.Subject, state.OrganizationId.Value, mediators, clock.From, clock.Extend, clock.Due, clock.Provisional));
            if (pressing is null || clock.Due < pressing.Due || (clock.Due == pressing.Due && string.CompareOrdinal(clock.Rule, pressing.Rule) < 0)) pressing = clock;
        }
        into.Add(new(Cases,
            id, version, state.OrganizationId.Value, state.Number, Word(state.Stage), state.Suspended, state.Outcome is { } outcome ? Word(outcome) : null, Word(state.Source),
            Word(state.Form), state.DisputeType, Row.Instant(state.ReceivedAt), state.AcceptedOn, state.Agreement?.EffectiveOn, state.Closing?.On,
            state.Destroyed ? Personal.Destroyed.Value : Names(state.Applicants), state.Destroyed ? Personal.Destroyed.Value : Names(state.Respondents), mediators, state.WorkersInvolved,
            state.Claims.Sum(c => c.Amount ?? 0), state.Past?.Agreed ?? state.Concluded?.TotalAmount, pressing?.Rule, pressing?.Due, pressing?.Provisional ?? false, state.Transfer?.To.Value,
            state.Past is not null, SessionDays(state), state is { Closing: not null, AcceptedOn: not null } ? !CaseClocks.AcceptedLate(state, calendar, rules) : null, state.Closing?.InTime));
        if (CaseRetention.Of(state, rules) is { } retention)
            into.Add(new(Retention, id, state.OrganizationId.Value, state.Number, Word(state.Stage), retention.From, Word(retention.Class), retention.Until, state.Hold is not null, state.TransferredTo?.Value, state.DestroyedFile?.On));
        // Kept also where the file is destroyed: points say nothing about who gave them.
        foreach (var answer in Satisfaction.Counted(state))
            into.Add(new(Answers, id, answer.PartyId?.Value ?? "", state.OrganizationId.Value, answer.On, answer.Channel is SatisfactionChannel.Phone, answer.Scores?.Attitude, answer.Scores?.Fairness, answer.Scores?.Speed, answer.Scores?.Result, answer.Overall, answer.Commented && !state.Destroyed));
        if (state.Destroyed)
        {
            // Whom it was about, what was said and what was agreed is in no row any more; by its number it is still found.
            into.Add(new(Searched, id, state.OrganizationId.Value, "case", new Numbers(_grams.NumberGrams(state.Number))));
            return;
        }
        foreach (var party in state.Parties)
        {
            into.Add(new(CaseParties, id, party.Id.Value, state.OrganizationId.Value, Word(party.Side), Word(party.Kind), party.Name.Value ?? "",
                party.Identification.IsEmpty ? null : party.Kind is PartyKind.Person ? Mask.IdNumber(party.IdNumber) : party.CreditCode.Value, party.Identification.IsEmpty ? null : _keys.Hash(party.Identification!),
                Row.Instant(state.ReceivedAt)));
        }
        foreach (var session in state.Sessions)
            if (session.Booked) SessionSlots.Of(state, session, _rooms, into);
        foreach (var (scope, part, grams) in _grams.Of(state)) into.Add(new(Searched, id, scope, part, grams));
        if (state.Agreement is { } agreement)
        {
            // Of an agreement that was ruled void nothing is waited for any more.
            var lines = agreement.Invalidated ? [] : agreement.Lines;
            var open = lines.Where(l => l.PerformedOn is null).ToList();
            into.Add(new(Agreements,
                id, state.OrganizationId.Value, mediators, Word(agreement.Standing), agreement.DraftedOn, agreement.EffectiveOn, agreement.TotalAmount, agreement.Lines.Sum(l => l.Paid),
                open.Min(l => l.DueOn), agreement.Invalidated ? null : agreement.Terms.Max(t => t.LastDueOn), agreement.Performed ? lines.Max(l => l.PerformedOn) : null, open.Max(l => l.DefaultedOn),
                state.FirstEffectiveOn, agreement.Invalidated ? null : agreement.PerformedInTime, CaseContribution.IsReviewable(state, rules)));
        }
    }

    public override void Contribute(MediationCase state, Law law, Action<CounterKey, long> add) => CaseContribution.Contribute(state, law.Calendar, law.Rules, add);

    public override IEnumerable<string> Organizations(MediationCase state) => state.Exists ? [state.OrganizationId.Value] : [];

    /// <summary>A word of an enum as the API has it.</summary>
    internal static string Word<T>(T word) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static string Names(IEnumerable<Party> parties) => string.Join('、', parties.Select(p => p.Name.Value));
}
