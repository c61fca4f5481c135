using Dapper;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Statistics;

/// <summary>Reads what 建议书发放率 is made of.</summary>
public static class IssueRates
{
    /// <summary>The months on record that lie wholly in a period, with what each commission issued in them; in order of commission and month.</summary>
    /// <param name="commission">Null: every commission.</param>
    /// <param name="unit">Those whose seat lies in this region; null: wherever it lies.</param>
    public static async Task<IReadOnlyList<CountedMonth>> Read(HubStore store, string? commission, string? unit, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var units = unit is null ? null : Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(string Commission, string Unit, DateOnly Month, int Received, int AlreadyMediated, int Issued)>(
            """
            select a.commission_id, c.unit, a.month, a.received, a.already_mediated, coalesce(i.n, 0)::integer
            from application_month_rows a join commission_rows c on c.id = a.commission_id
            left join (select commission_id, date_trunc('month', issued_on)::date as month, count(*) as n from recommendation_rows
                       where issued_on between @from and @to and (@commission::text is null or commission_id = @commission) group by 1, 2) i on i.commission_id = a.commission_id and i.month = a.month
            where a.month >= @from and (a.month + interval '1 month' - interval '1 day')::date <= @to and (@commission::text is null or a.commission_id = @commission) and (@units::text[] is null or c.unit = any(@units))
            order by a.commission_id, a.month
            """, new { commission, units, from, to })).Select(m => new CountedMonth(new CommissionId(m.Commission), m.Unit, m.Month, m.Received, m.AlreadyMediated, m.Issued))];
    }
}
