using MediationHub.Domain.Cases;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Periods;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Rankings;

namespace MediationHub.Web.Features.Periods;

/// <summary>What a period is closed with.</summary>
/// <param name="Period"><c>2026-10</c>, <c>2026-Q3</c> or <c>2026</c>.</param>
/// <param name="Unit">The province; the caller's own where it is left out.</param>
public sealed record NewPeriod(string Period, string? Unit = null);

/// <summary>Figures of an organization, a reporting unit or a province on the wire.</summary>
/// <param name="Closed">当期结案, withdrawn and terminated ones among them: openBefore + accepted − closed = openAfter.</param>
/// <param name="Rate">Percent, half-up to 2 decimals; null where nothing counts.</param>
/// <param name="Met">Decided on integers.</param>
/// <param name="Outcomes">How many ended by each outcome.</param>
/// <param name="Claimed">CNY; so are <paramref name="Agreed"/> and <paramref name="Paid"/>.</param>
public sealed record FiguresShown(
    long OpenBefore, long Accepted, long Closed, long OpenAfter, long Succeeded, long Partial, long Failed, long Denominator, decimal? Rate, bool Met, long Registered, long People, long Collective,
    decimal Claimed, decimal Agreed, decimal Paid, IReadOnlyDictionary<string, long> Outcomes, IReadOnlyList<IndicatorShown> Indicators)
{
    /// <summary>上期未结 + 当期受理 − 当期结案 = 期末未结.</summary>
    internal Balance Balance => new(OpenBefore, Accepted, Closed, OpenAfter);

    public static FiguresShown Of(ReportFigures f, int target) => new(
        f.OpenBefore, f.Accepted, f.Closed, f.OpenAfter, f.Succeeded, f[Counters.Partial], f[Counters.Failed], f.Denominator, f.Rate.Percent, f.Rate.Meets(target),
        f[Counters.Registered] - f[Counters.RegisteredVoid], f[Counters.RegisteredPeople], f[Counters.RegisteredCollective], f[Counters.ClaimedAmount] / 100m, f[Counters.AgreedAmount] / 100m, f[Counters.PaidAmount] / 100m,
        Enum.GetValues<Outcome>().ToDictionary(o => ApiWord.Of(o), o => f[o]), [.. f.Indicators.Select(IndicatorShown.Of)]);
}

public sealed record UnitFiguresShown(string Unit, string Name, int Organizations, FiguresShown Figures, DaysToClose? DaysToClose);

public sealed record OrganizationFiguresShown(string OrganizationId, string Name, string Type, string Unit, FiguresShown Figures)
{
    public const int PageSize = 200;

    /// <param name="page">From 1.</param>
    public static IReadOnlyList<OrganizationFiguresShown> Page(IReadOnlyList<PeriodRow> rows, int page, int target) =>
        [.. rows.Skip((page - 1) * PageSize).Take(PageSize).Select(r => new OrganizationFiguresShown(r.OrganizationId, r.Name, r.Type, r.Unit, FiguresShown.Of(r.Figures, target)))];
}

/// <summary>A closed period: the province's and every unit's sums, and of the organizations those that the caller sees, a page of them.</summary>
/// <param name="OrganizationsTotal">How many there are: <c>/periods/{id}/organizations</c> has them all.</param>
/// <param name="Digest">SHA-256 of what was signed; <paramref name="Previous"/> is that of the period before it.</param>
public sealed record PeriodShown(
    string Id, int Version, string Province, string Period, PeriodKind Kind, string Name, DateOnly From, DateOnly To, PeriodDefinition Definition, PeriodAsOf AsOf, DateOnly ClosedOn, string ClosedBy, string Digest, string Signature, string? Previous,
    bool SignatureValid, FiguresShown Total, DaysToClose DaysToClose, IReadOnlyList<UnitFiguresShown> Units, IReadOnlyList<OrganizationFiguresShown> Organizations, int OrganizationsTotal, IReadOnlyList<PeriodNote> Notes)
{
    /// <param name="rows">Every row of it.</param>
    /// <param name="seen">Those that the caller sees.</param>
    public static PeriodShown Of(Stored<ClosedPeriod> stored, bool valid, IReadOnlyList<PeriodRow> rows, IReadOnlyList<PeriodRow> seen)
    {
        var (c, period) = (stored.State.Closing!, ReportPeriod.Parse(stored.State.Closing!.Period)!.Value);
        var target = c.Definition.Target;
        var days = c.Days.ToDictionary(d => d.Unit);
        return new(stored.Id, stored.Version, c.Province, c.Period, period.Kind, period.Name, period.From, period.To, c.Definition, c.AsOf, c.On, c.By, c.Digest, c.Signature, c.Previous, valid,
            FiguresShown.Of(PeriodDesk.Sum(rows), target), KeptDays.Of(c.Days),
            [.. PeriodDesk.ByUnit(c.Province, rows).Select(u => new UnitFiguresShown(u.Unit.Code, u.Unit.Name, u.Organizations, FiguresShown.Of(u.Figures, target), days.TryGetValue(u.Unit.Code, out var own) ? KeptDays.Of([own]) : null))],
            OrganizationFiguresShown.Page(seen, 1, target), seen.Count, stored.State.Notes);
    }
}

/// <summary>A page of the organizations of a closed period that the caller sees.</summary>
public sealed record PeriodOrganizations(string Period, IReadOnlyList<OrganizationFiguresShown> Items, int Total, bool TotalExact, int Page, int PageSize);

/// <summary>What later corrections changed in a closed period, of the rows that the caller sees.</summary>
public sealed record PeriodCorrections(string Period, IReadOnlyList<CorrectionShown> Items);

/// <summary>What later corrections changed in one row of a closed period.</summary>
public sealed record CorrectionShown(string OrganizationId, string Name, string Unit, FiguresShown Frozen, FiguresShown Now, IReadOnlyDictionary<string, long> Change)
{
    public static CorrectionShown Of(PeriodDelta delta, int target) => new(delta.Row.OrganizationId, delta.Row.Name, delta.Row.Unit, FiguresShown.Of(delta.Frozen, target), FiguresShown.Of(delta.Now, target), ChangeOf(delta));

    /// <summary>The balance first, then each counter that is another.</summary>
    public static IReadOnlyDictionary<string, long> ChangeOf(PeriodDelta delta)
    {
        var change = delta.Change;
        var named = new Dictionary<string, long>();
        void Put(string name, long n)
        {
            if (n != 0) named[name] = n;
        }
        Put("openBefore", change.OpenBefore);
        Put("closed", change.Closed);
        Put("openAfter", change.OpenAfter);
        foreach (var (counter, n) in change.Counted.OrderBy(c => c.Key, StringComparer.Ordinal)) Put(counter, n);
        return named;
    }
}

/// <summary>Figures of any days as they stand, with a page of the organizations.</summary>
public sealed record BalanceShown(DateOnly From, DateOnly To, FiguresShown Total, IReadOnlyList<OrganizationFiguresShown> Organizations, int OrganizationsTotal, PeriodDefinition Definition, PeriodAsOf AsOf)
{
    /// <param name="page">Of the organizations, from 1.</param>
    public static BalanceShown Of(PeriodReading reading, PeriodDefinition definition, int page = 1) => new(reading.From, reading.To, FiguresShown.Of(PeriodDesk.Sum(reading.Rows), definition.Target),
        OrganizationFiguresShown.Page(reading.Rows, page, definition.Target), reading.Rows.Count, definition, reading.AsOf);

    /// <summary>The closing definition in force.</summary>
    public static PeriodDefinition DefinitionOf(RuleSet rules)
    {
        var definition = rules.Settings.Definition(RateDefinition.Default)!;
        return new(definition.Id, definition.Version, definition.Text, rules.Settings.SuccessTarget.Value, rules.Version);
    }
}
