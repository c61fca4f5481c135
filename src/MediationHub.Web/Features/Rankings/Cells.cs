using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;

namespace MediationHub.Web.Features.Rankings;

/// <summary>
/// The cases behind each cell of the indicators of one organization: those whose own contribution moves the cell's counters in the period, so that a list always has as many as the number says.
/// </summary>
public sealed class Cells(HubStore store, IAggregates aggregates)
{
    private static readonly Dictionary<string, string[]> Counted = new()
    {
        ["accepted"] = [Counters.Accepted],
        ["accepted.inTime"] = [Counters.AcceptedInTime],
        ["accepted.succeeded"] = [Counters.AcceptedSucceeded],
        // One registered by mistake is taken off the number, and so out of its cases.
        ["registered"] = [Counters.Registered, "-" + Counters.RegisteredVoid],
        ["registered.all"] = [Counters.Registered],
        ["registered.void"] = [Counters.RegisteredVoid],
        ["registered.succeeded"] = [Counters.RegisteredSucceeded],
        ["closed.inTime"] = [Counters.ClosedInTime],
        ["succeeded.tainted"] = [Counters.SucceededTainted],
        ["entrusted.closed"] = [Counters.EntrustedClosed],
        ["entrusted.succeeded"] = [Counters.EntrustedSucceeded],
        ["collective"] = [Counters.RegisteredCollective],
        ["agreementsEffective"] = [Counters.AgreementsEffective],
        ["agreementsEffective.courtConfirmed"] = [Counters.CourtConfirmed],
        ["performanceDue"] = [Counters.PerformanceDue],
        ["performanceDue.inTime"] = [Counters.PerformedInTime],
        ["performanceDue.late"] = [Counters.PerformedLate],
        ["performanceDue.afterDemand"] = [Counters.PerformedAfterDemand],
        ["performanceDue.afterRemedy"] = [Counters.PerformedAfterRemedy],
    };

    private static readonly Dictionary<string, string> Reviewed = new()
    {
        ["reviews.closed"] = "stage in ('inForce', 'refused', 'endedUnsigned')",
        ["reviews.inForce"] = "stage = 'inForce'",
        ["reviews.refused"] = "stage = 'refused'",
        ["reviews.unsigned"] = "stage = 'endedUnsigned'",
        ["reviews.withdrawn"] = "stage = 'withdrawn'",
        ["reviews.notAccepted"] = "stage = 'notAccepted'",
    };

    /// <summary>The cells that can be opened, besides the numbers of the success rate itself.</summary>
    public static IEnumerable<string> Names => [.. Counted.Keys, .. Reviewed.Keys, "openBefore"];

    /// <summary>The list of the cases behind a number of the success rate or of the indicators; null where there is no such number.</summary>
    public async Task<CaseFilter?> Behind(string organization, string number, DateOnly from, DateOnly to, CancellationToken cancel) =>
        SuccessRates.CasesBehind(number, organization, from, to) is { } filter ? filter
        : Names.Contains(number) ? new CaseFilter(OrganizationId: organization) { Ids = await Cases(organization, number, from, to, cancel) } : null;

    /// <summary>The ids behind one cell.</summary>
    /// <param name="cell">One of <see cref="Names"/>.</param>
    public async Task<IReadOnlyList<string>> Cases(string organization, string cell, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var values = new { organization, from, to, end = ChinaTime.At(to.AddDays(1), TimeOnly.MinValue).UtcDateTime };
        if (Reviewed.TryGetValue(cell, out var stage))
            return [.. await connection.QueryAsync<string>($"select distinct case_id from review_rows where organization_id = @organization and ended_on between @from and @to and {stage}", values)];
        if (cell is "openBefore")
            return [.. await connection.QueryAsync<string>("select id from case_rows where organization_id = @organization and not imported and accepted_on < @from and coalesce(outcome, '') not in ('void', 'transferred') and (not ended or closed_on >= @from)", values)];

        // Whatever has a day in the period: received before its end, and under way or ended since its start, or with something to be performed since.
        var candidates = await connection.QueryAsync<string>(
            """
            select c.id from case_rows c left join agreement_rows a on a.case_id = c.id
            where c.organization_id = @organization and not c.imported and c.received_at < @end and (not c.ended or c.closed_on >= @from or a.last_due_on >= @from)
            """, values);
        var (counters, law, passed) = (Counted[cell], store.Law.Current, ChinaTime.DayOf(store.Clock.GetUtcNow()).AddDays(-1));
        List<string> behind = [];
        foreach (var id in candidates)
        {
            if (await aggregates.Find<MediationCase>(id, cancel: cancel) is not { } stored) continue;
            var n = 0L;
            CaseContribution.Contribute(stored.State, law.Calendar, law.Rules, (key, value) =>
            {
                if (key.Day < from || key.Day > to || (key.Counter.StartsWith(Counters.PerformanceDue, StringComparison.Ordinal) && key.Day > passed)) return;
                foreach (var counter in counters)
                    if (counter == key.Counter) n += value;
                    else if (counter[0] is '-' && counter.AsSpan(1).SequenceEqual(key.Counter.AsSpan())) n -= value;
            });
            if (n > 0) behind.Add(id);
        }
        return behind;
    }
}
