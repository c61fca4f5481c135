using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Rows;

/// <summary>An organization in lists, rankings and region filters, and the days on which it was active with the name that it bore.</summary>
public sealed class OrganizationProjection : Projection<Organization>
{
    private static readonly Table Table_ = new("organization_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("code", ColumnType.Text), new("name", ColumnType.Text), new("type", ColumnType.Text),
        new("unit", ColumnType.Text), new("status", ColumnType.Text), new("filed_on", ColumnType.Day), new("filing_number", ColumnType.Text), new("listed", ColumnType.Flag),
        new("host_name", ColumnType.Text), new("host_code", ColumnType.Text));

    private static readonly Table Active = new("organization_active_rows", 2, new("organization_id", ColumnType.Text), new("from_on", ColumnType.Day), new("until_on", ColumnType.Day), new("name", ColumnType.Text));

    public override IReadOnlyList<Table> Tables => [Table_, Active];

    public override void Rows(Stored<Organization> stored, List<Row> into)
    {
        var (id, version, state) = stored;
        into.Add(new(Table_, id, version, state.Code, state.Name, CaseProjection.Word(state.Type), state.Unit, CaseProjection.Word(state.Status), state.FiledOn, state.FilingNumber, state.Listed, state.Profile.HostName, state.Profile.HostCreditCode));
        foreach (var (from, until, name) in state.ActiveNames()) into.Add(new(Active, id, from, until, name));
    }

    public override IEnumerable<string> Organizations(Organization state) => state.Exists ? [state.Id.Value] : [];
}

/// <summary>A mediator in lists, and each appointment with its term.</summary>
public sealed class MediatorProjection(KeyRing keys) : Projection<Mediator>
{
    private static readonly Table Mediators = new("mediator_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("name", ColumnType.Text), new("certificate_number", ColumnType.Text),
        new("full_time", ColumnType.Flag), new("dismissed_on", ColumnType.Day), new("suspended", ColumnType.Flag), new("id_hash", ColumnType.Text));

    private static readonly Table Appointments = new("appointment_rows", 3,
        new("mediator_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("from_on", ColumnType.Day), new("until_on", ColumnType.Day), new("ended_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Mediators, Appointments];

    public override void Rows(Stored<Mediator> stored, List<Row> into)
    {
        var (id, version, state) = stored;
        into.Add(new(Mediators, id, version, state.Name.Value ?? "", state.Certificates.Count > 0 ? state.Certificates[^1].Number : null,
            state.Profile.FullTime, state.DismissedOn, state.Suspensions.Any(s => s.LiftedOn is null), state.IdNumber.IsEmpty ? null : keys.Hash(state.IdNumber!)));
        foreach (var appointment in state.Appointments.GroupBy(a => (a.Organization, a.From)).Select(g => g.Last()))
            into.Add(new(Appointments, id, appointment.Organization.Value, appointment.From, appointment.Until, appointment.EndedOn));
    }

    /// <summary>Besides certificate numbers: one person is in the roster once.</summary>
    public override IEnumerable<UniqueValue> UniqueValues(Mediator state) =>
        state.IdNumber.IsEmpty || state.IdNumber == Personal.Destroyed ? state.UniqueValues : [.. state.UniqueValues, new("mediator-id", keys.Hash(state.IdNumber!))];

    public override IEnumerable<string> Organizations(Mediator state) => state.Appointments.Select(a => a.Organization.Value).Distinct();
}

/// <summary>Every projection of the program.</summary>
public static class Projections
{
    /// <summary>To be raised with every change of what rows or counters say that their tables' columns do not show: rows of another meaning are made anew at start.</summary>
    private const int Meaning = 4;

    /// <summary>Tells these rows from those of an earlier program.</summary>
    public static string Fingerprint(IEnumerable<Projection> projections) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        $"{Meaning}\n" + string.Join('\n', projections.SelectMany(p => p.Tables).Select(t => $"{t.Name} {t.Keys}: {string.Join(' ', t.Columns.Select(c => $"{c.Name}:{c.Type}"))}")))))[..32];

    public static IEnumerable<Projection> All(KeyRing keys) =>
        [new CaseProjection(keys), new OrganizationProjection(), new MediatorProjection(keys), new DestructionProjection(), new PeriodProjection(), new AnchorProjection(), new CalendarProjection(), new RulebookProjection(),
            new CommissionProjection(), new ReviewProjection(), new EntrustmentProjection(), new RecommendationProjection(), new SamplingProjection(), new BaseListProjection(),
            new CampaignProjection(), new NominationProjection()];
}
