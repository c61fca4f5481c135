using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Organizations;

/// <summary>One success rate with everything that is needed to defend it.</summary>
/// <param name="Succeeded">The numerator: by the closing definition the successes, by another one what that counts.</param>
/// <param name="Rate">Percent, half-up to 2 decimals; null where nothing counts yet.</param>
/// <param name="Met">Decided on integers: 100·S ≥ target·(S+P+F).</param>
/// <param name="CasesToTarget">How many more successes in a row reach the target; null where no number does.</param>
/// <param name="WilsonLower">Lower bound of the 95 % Wilson interval, percent.</param>
/// <param name="Outcomes">How many cases ended in the period by each outcome: what the figures above are made of.</param>
/// <param name="Alternates">The same cases by the other definitions, each with its numbers.</param>
public sealed record SuccessRate(
    string OrganizationId, DateOnly From, DateOnly To, RateDefinitionShown Definition, decimal Succeeded, long Partial, long Failed, decimal Denominator,
    decimal? Rate, int Target, bool Met, long? CasesToTarget, decimal? WilsonLower, RateExcluded Excluded,
    IReadOnlyDictionary<string, long> Outcomes, IReadOnlyList<AlternateRate> Alternates, FiguresAsOf AsOf);

/// <summary>What was counted.</summary>
public sealed record RateDefinitionShown(string Id, int Version, string Text, string Name)
{
    public static RateDefinitionShown Of(RateDefinition definition) => new(definition.Id, definition.Version, definition.Text, definition.Name);
}

/// <summary>The rate by another definition.</summary>
/// <param name="Numerator">Cases, people, or CNY.</param>
/// <param name="Immature">未成熟: a case behind it is still under way and not yet due.</param>
public sealed record AlternateRate(string Id, string Name, decimal Numerator, decimal Denominator, decimal? Rate, int Version, string Text, RateUnit Unit, bool Immature, string? Note);

/// <summary>What stands outside the rate, so that the sum of all is all.</summary>
public sealed record RateExcluded(long Withdrawn, long NotAccepted, long RespondentRefused, long Open, long Transferred, long Terminated, long Void);

/// <summary>Reads success rates from the counters.</summary>
public sealed class SuccessRates(HubStore store, FigureReader figures)
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
    /// <param name="definition">One of the settings' definitions; the closing one where none is named.</param>
    public async Task<SuccessRate> Of(string organization, DateOnly from, DateOnly to, CancellationToken cancel, RateDefinition? definition = null) =>
        Of(organization, await figures.OfOrganization(organization, from, to, cancel), definition);

    /// <summary>The rate from figures that were read.</summary>
    public SuccessRate Of(string organization, FiguresOfPeriod period, RateDefinition? definition = null)
    {
        var (settings, f) = (store.Rules.Settings, period.Figures);
        var chosen = definition ?? settings.Definition(RateDefinition.Default)!;
        var (rate, target) = (chosen.Of(f), settings.SuccessTarget.Value);
        return new(
            organization, period.From, period.To, RateDefinitionShown.Of(chosen), Shown(rate.Numerator, chosen.Unit), f[Counters.Partial], f[Counters.Failed], Shown(rate.Denominator, chosen.Unit),
            rate.Percent, target, rate.Meets(target), rate.ToTarget(target), Wilson.Lower(rate, chosen.Sample(f), settings.WilsonZ.Value),
            new(f["outcome.withdrawn"], f["outcome.notAccepted"], f["outcome.respondentRefused"], period.Open, f["outcome.transferred"], f["outcome.terminated"], f["outcome.void"]),
            OutcomeWords.ToDictionary(w => w, w => f[$"outcome.{w}"]), Alternates(settings, period, chosen), period.AsOf);
    }

    /// <summary>The rate by every other definition of the settings.</summary>
    public static IReadOnlyList<AlternateRate> Alternates(Settings settings, FiguresOfPeriod period, RateDefinition beside) =>
    [
        .. from definition in settings.RateDefinitions.Value
           where definition.Id != beside.Id
           let rate = definition.Of(period.Figures)
           let immature = definition.Cohort && period.Immature.Contains(definition.Basis)
           select new AlternateRate(definition.Id, definition.Name, Shown(rate.Numerator, definition.Unit), Shown(rate.Denominator, definition.Unit), rate.Percent, definition.Version, definition.Text, definition.Unit, immature, immature ? "未成熟" : null),
    ];

    /// <summary>Money is counted in fen and shown in yuan.</summary>
    internal static decimal Shown(long n, RateUnit unit) => unit is RateUnit.Money ? n / 100m : n;
}
