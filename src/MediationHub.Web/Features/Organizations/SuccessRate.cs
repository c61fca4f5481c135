using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Organizations;

/// <summary>One success rate with everything that is needed to defend it (domain §4.2).</summary>
/// <param name="Rate">Percent, half-up to 2 decimals; null where nothing counts yet.</param>
/// <param name="Met">Decided on integers: 100·S ≥ target·(S+P+F).</param>
/// <param name="CasesToTarget">How many more successes in a row reach the target.</param>
/// <param name="WilsonLower">Lower bound of the 95 % Wilson interval, percent.</param>
/// <param name="Outcomes">How many cases ended in the period by each outcome: what the figures above are made of.</param>
public sealed record SuccessRate(
    string OrganizationId, DateOnly From, DateOnly To, RateDefinition Definition, long Succeeded, long Partial, long Failed, long Denominator,
    decimal? Rate, int Target, bool Met, long CasesToTarget, decimal? WilsonLower, RateExcluded Excluded,
    IReadOnlyDictionary<string, long> Outcomes, IReadOnlyList<object> Alternates, RateAsOf AsOf)
{
    /// <summary>S / (S+P+F) in percent, half-up to 2 decimals, in exact integers.</summary>
    public static decimal? Percent(long succeeded, long denominator) =>
        denominator == 0 ? null : decimal.Round(100m * succeeded / denominator, 2, MidpointRounding.AwayFromZero);

    public static bool Meets(long succeeded, long denominator, int target) => denominator > 0 && 100 * succeeded >= target * denominator;

    /// <summary>The smallest k ≥ 0 with 100·(S+k) ≥ target·(n+k); with nothing counted yet, one success is the whole rate.</summary>
    public static long ToTarget(long succeeded, long denominator, int target) =>
        denominator == 0 ? 1 : Math.Max(0, (target * denominator - 100 * succeeded + (100 - target) - 1) / (100 - target));

    /// <summary>Domain §4.5: L = (p + z²/2n − z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964.</summary>
    public static decimal? Wilson(long succeeded, long denominator)
    {
        if (denominator == 0) return null;
        const double z = 1.959964;
        double n = denominator, p = succeeded / n;
        var lower = (p + z * z / (2 * n) - z * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n);
        return decimal.Round((decimal)(100 * Math.Max(0, lower)), 2, MidpointRounding.AwayFromZero);
    }
}

public sealed record RateDefinition(string Id, int Version, string Text);

/// <summary>What stands outside the rate, so that the sum of all is all.</summary>
public sealed record RateExcluded(long Withdrawn, long NotAccepted, long RespondentRefused, long Open, long Transferred, long Terminated, long Void);

/// <summary>The place in the log that the figures stand on.</summary>
public sealed record RateAsOf(long Position, DateTimeOffset At);

/// <summary>Reads success rates from the counters.</summary>
public sealed class SuccessRates(HubStore store)
{
    private static readonly string[] OutcomeWords = [.. Enum.GetValues<Outcome>().Select(ApiWord.Of)];

    private static readonly Dictionary<string, Outcome[]> Outcomes = new()
    {
        ["denominator"] = Within(OutcomeClass.Succeeded, OutcomeClass.Partial, OutcomeClass.Failed),
        ["succeeded"] = Within(OutcomeClass.Succeeded),
        ["partial"] = Within(OutcomeClass.Partial),
        ["failed"] = Within(OutcomeClass.Failed),
        ["withdrawn"] = [Outcome.Withdrawn],
        ["notAccepted"] = [Outcome.NotAccepted],
        ["respondentRefused"] = [Outcome.RespondentRefused],
        ["transferred"] = [Outcome.Transferred],
        ["terminated"] = [Outcome.Terminated],
        ["void"] = [Outcome.Void],
        ["open"] = [],
    };

    /// <summary>The numbers of a success rate that can be opened down to their cases.</summary>
    public static IEnumerable<string> Numbers => Outcomes.Keys;

    /// <summary>The cases behind one number of a rate; null where there is no such number.</summary>
    public static CaseFilter? CasesBehind(string number, string organization, DateOnly from, DateOnly to) =>
        !Outcomes.TryGetValue(number, out var outcomes) ? null
        : number is "open" ? new CaseFilter(OrganizationId: organization, ReceivedTo: to, OpenOnly: true)
        : new CaseFilter(OrganizationId: organization, ClosedFrom: from, ClosedTo: to, Sort: "closed", Outcomes: [.. outcomes.Select(o => ApiWord.Of(o))], Ledger: "none");

    private static Outcome[] Within(params OutcomeClass[] classes) => [.. Enum.GetValues<Outcome>().Where(o => classes.Contains(o.Class()))];

    /// <summary>Succeeded and counted cases of several organizations at once, for lists; one without either is left out.</summary>
    public async Task<IReadOnlyDictionary<string, (long Succeeded, long Counted)>> OfMany(IEnumerable<string> organizations, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var sums = await connection.QueryAsync<(string Organization, long Succeeded, long Counted)>(
            """
            select organization, coalesce(sum(n) filter (where counter = 'succeeded'), 0)::bigint, sum(n)::bigint from counters
            where organization = any(@ids) and day between @from and @to and counter in ('succeeded', 'partial', 'failed') group by organization
            """, new { ids = organizations.ToArray(), from, to });
        return sums.ToDictionary(s => s.Organization, s => (s.Succeeded, s.Counted));
    }

    /// <param name="from">First closing day, inclusive.</param>
    /// <param name="to">Last closing day, inclusive.</param>
    public async Task<SuccessRate> Of(string organization, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var sums = (await connection.QueryAsync<(string Counter, long N)>(
            "select counter, sum(n)::bigint from counters where organization = @organization and day between @from and @to group by counter", new { organization, from, to })).ToDictionary(s => s.Counter, s => s.N);
        // Open is a state, not a day: what had been received by the end of the period and has not ended.
        var open = await connection.ExecuteScalarAsync<long>(
            "select count(*) from case_rows where organization_id = @organization and not ended and received_at < @end",
            new { organization, end = ChinaTime.At(to.AddDays(1), TimeOnly.MinValue).UtcDateTime });
        var (position, at) = await connection.QuerySingleOrDefaultAsync<(long, DateTimeOffset)>("select position, at from events order by tx desc, position desc limit 1");
        await transaction.CommitAsync(cancel);

        long Of(string counter) => sums.GetValueOrDefault(counter);
        var (s, p, f) = (Of("succeeded"), Of("partial"), Of("failed"));
        var n = s + p + f;
        var settings = store.Rules.Settings;
        var target = settings.SuccessTarget.Value;
        var definition = settings.SuccessDefinition.Value;
        return new(
            organization, from, to, new(definition.Id, definition.Version, definition.Text), s, p, f, n,
            SuccessRate.Percent(s, n), target, SuccessRate.Meets(s, n, target), SuccessRate.ToTarget(s, n, target), SuccessRate.Wilson(s, n),
            new(Of("outcome.withdrawn"), Of("outcome.notAccepted"), Of("outcome.respondentRefused"), open, Of("outcome.transferred"), Of("outcome.terminated"), Of("outcome.void")),
            OutcomeWords.ToDictionary(w => w, w => Of($"outcome.{w}")), [], new(position, at));
    }
}
