using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;

namespace MediationHub.Web.Features.Periods;

/// <summary>What a unit's line of a bulletin may say.</summary>
/// <param name="Flow">Accepted and closed, together: of what is open at both ends one follows from the other.</param>
/// <param name="Met">Whether the target is reached; it tells no number.</param>
public sealed record UnitCover(bool Flow, bool Outcomes, bool Open, bool Met);

/// <summary>
/// Which figures of a bulletin may be shown, so that no small group stands in it or follows from it (<see cref="PublicPage"/>). The whole province's come first, then the units' success rates, which the bulletin is about, the busiest unit's
/// first, then what they took in and closed, then what is open: with what is open after a period stands what was open before it, which the bulletin before has told.
/// </summary>
public sealed class BulletinCover
{
    /// <param name="units">By code.</param>
    /// <param name="elsewhere">What is in the sums and in no unit's line.</param>
    /// <param name="before">The sums of the period before, where the bulletin compares with it.</param>
    public BulletinCover(ReportFigures total, IReadOnlyList<(string Code, ReportFigures Figures)> units, ReportFigures elsewhere, ReportFigures? before, RecommendationIssueRate? issue, int least)
    {
        var counts = new Dictionary<string, long>();
        GroupSum Count(string name, long n)
        {
            counts[name] = n;
            return GroupSum.Of(name);
        }
        Line LineOf(string key, ReportFigures f)
        {
            var (open, accepted, succeeded, partial, failed) = (Count($"{key} open", f.OpenBefore), Count($"{key} accepted", f.Accepted), Count($"{key} succeeded", f.Succeeded), Count($"{key} partial", f[Counters.Partial]), Count($"{key} failed", f[Counters.Failed]));
            var excluded = Count($"{key} excluded", f.Closed - f.Denominator);
            var closed = succeeded + partial + failed + excluded;
            return new(open, accepted, closed, open + accepted - closed - Count($"{key} gap", f.Gap), succeeded, partial, failed, excluded);
        }

        List<(string Code, ReportFigures Figures, Line Line)> lines = [.. units.Select(u => (u.Code, u.Figures, LineOf(u.Code, u.Figures)))];
        Line[] all = [.. lines.Select(l => l.Line), LineOf("elsewhere", elsewhere)];
        var sum = Line.Sum(all);
        var was = before is null ? null : LineOf("before", before);

        // Of the indicators: what each is made of, and what of it is left over.
        var (inTime, acceptedInTime) = (Count("inTime", total[Counters.ClosedInTime]), Count("acceptedInTime", total[Counters.AcceptedInTime]));
        var (reviewable, notReviewable, reviewed) = (Count("reviewable", total[Counters.AgreementsEffective] - total[Counters.NotReviewable]), Count("notReviewable", total[Counters.NotReviewable]), Count("reviewed", total[Counters.ReviewAccepted]));
        var (confirmed, reviewsClosed, inCourt) = (Count("confirmed", total[Counters.ReviewInForce]), Count("reviewsClosed", total[Counters.ReviewClosed]), Count("inCourt", total[Counters.CourtConfirmed]));
        var (performed, late) = (Count("performed", total[Counters.PerformedInTime]), Count("late", total[Counters.PerformedLate]));
        var (owing, pressed) = (Count("owing", total[Counters.PerformanceDue] - total[Counters.PerformedInTime] - total[Counters.PerformedLate]), Count("pressed", total[Counters.PerformedAfterDemand] + total[Counters.PerformedAfterRemedy]));
        var due = performed + late + owing;
        var (entrusted, entrustedSucceeded) = (Count("entrusted", total[Counters.EntrustedClosed]), Count("entrustedSucceeded", total[Counters.EntrustedSucceeded]));
        var (people, collective) = (Count("people", total[Counters.RegisteredPeople]), Count("collective", total[Counters.RegisteredCollective]));
        var (applications, issued) = (Count("applications", issue?.Applications ?? 0), Count("issued", issue?.Issued ?? 0));
        var made = new Dictionary<string, GroupSum[]>
        {
            ["closing"] = [sum.Closed, sum.Before + sum.Accepted],
            ["onTime"] = [inTime, sum.Counted],
            ["acceptedInTime"] = [acceptedInTime, sum.Accepted],
            ["reviewApplication"] = [reviewed, reviewable],
            ["reviewConfirmation"] = [confirmed, reviewsClosed],
            ["courtConfirmation"] = [inCourt, reviewable + notReviewable],
            ["performance"] = [performed, due],
            ["performedAtAll"] = [performed + late, due],
            ["performedByThemselves"] = [performed + late - pressed, due],
            // Of money; the agreements are behind it.
            ["performanceAmount"] = [due],
            ["performedAmountAtAll"] = [due],
            ["entrusted"] = [entrustedSucceeded, entrusted],
        };

        var page = new PublicPage(counts, least);
        foreach (var column in Line.Columns)
        {
            page.Protect([.. all.Select(column)]);
            page.Protect(column(sum));
            if (was is not null) page.Protect(column(was));
        }
        foreach (var parts in made.Values) foreach (var part in parts.Length == 2 ? [.. parts, parts[1] - parts[0]] : parts) page.Protect(part);
        foreach (var part in new[] { sum.Partial, sum.Failed, notReviewable, late, owing, pressed, late + owing, sum.Counted - entrusted, sum.Succeeded - entrustedSucceeded, issued, applications, applications - issued }) page.Protect(part);

        (Before, Closed, Accepted, After) = (page.Show(sum.Before), page.Show(sum.Closed), page.Show(sum.Accepted), page.Show(sum.After));
        Outcomes = page.Show(sum.Succeeded, sum.Counted);
        Apart = Outcomes && page.Show(sum.Partial, sum.Failed);
        (People, Collective) = (page.Show(people), page.Show(collective));
        // A difference tells the one figure from the other, which the bulletin before has told.
        AcceptedCompared = was is not null && page.Show(sum.Accepted, was.Accepted);
        ClosedCompared = was is not null && page.Show(sum.Closed, was.Closed);
        RateCompared = was is not null && page.Show(sum.Succeeded, sum.Counted, was.Succeeded, was.Counted);
        Indicators = total.Indicators.Where(i => made.TryGetValue(i.Id, out var parts) && page.Show(parts)).Select(i => i.Id).ToHashSet();
        Issue = page.Show(applications, issued);

        // The small ones hide behind the quiet ones.
        lines = [.. lines.OrderByDescending(l => l.Figures.Accepted + l.Figures.Closed + l.Figures.OpenAfter).ThenBy(l => l.Code, StringComparer.Ordinal)];
        var outcomes = lines.Where(l => page.Show(l.Line.Succeeded, l.Line.Counted)).Select(l => l.Code).ToHashSet();
        var flow = lines.Where(l => page.Show(l.Line.Accepted, l.Line.Closed)).Select(l => l.Code).ToHashSet();
        var open = lines.Where(l => flow.Contains(l.Code) && page.Show(l.Line.Before, l.Line.After)).Select(l => l.Code).ToHashSet();
        Units = lines.ToDictionary(l => l.Code, l => new UnitCover(flow.Contains(l.Code), outcomes.Contains(l.Code), open.Contains(l.Code), outcomes.Contains(l.Code) || (flow.Contains(l.Code) && SmallGroups.MayShow(l.Figures.Denominator, least))));
    }

    /// <summary>The balance of the province.</summary>
    public bool Before { get; }

    /// <inheritdoc cref="Before"/>
    public bool Accepted { get; }

    /// <inheritdoc cref="Before"/>
    public bool Closed { get; }

    /// <inheritdoc cref="Before"/>
    public bool After { get; }

    /// <summary>How many succeeded, of how many, and with it the rate.</summary>
    public bool Outcomes { get; }

    /// <summary>Partial and failed apart.</summary>
    public bool Apart { get; }

    public bool People { get; }
    public bool Collective { get; }
    public bool AcceptedCompared { get; }
    public bool ClosedCompared { get; }
    public bool RateCompared { get; }

    /// <summary>Ids of the indicators that are told with their numbers.</summary>
    public IReadOnlySet<string> Indicators { get; }

    /// <summary>建议书发放率.</summary>
    public bool Issue { get; }

    /// <summary>By the unit's code.</summary>
    public IReadOnlyDictionary<string, UnitCover> Units { get; }

    /// <summary>The figures of one line as sums of what is told apart.</summary>
    private sealed record Line(GroupSum Before, GroupSum Accepted, GroupSum Closed, GroupSum After, GroupSum Succeeded, GroupSum Partial, GroupSum Failed, GroupSum Excluded)
    {
        public GroupSum Counted => Succeeded + Partial + Failed;

        /// <summary>What may not be small where it stands or follows.</summary>
        public static IReadOnlyList<Func<Line, GroupSum>> Columns { get; } =
            [l => l.Before, l => l.Accepted, l => l.Closed, l => l.After, l => l.Counted, l => l.Succeeded, l => l.Counted - l.Succeeded, l => l.Excluded];

        public static Line Sum(IReadOnlyList<Line> lines)
        {
            GroupSum Of(Func<Line, GroupSum> column) => GroupSum.Of(lines.Select(column));
            return new(Of(l => l.Before), Of(l => l.Accepted), Of(l => l.Closed), Of(l => l.After), Of(l => l.Succeeded), Of(l => l.Partial), Of(l => l.Failed), Of(l => l.Excluded));
        }
    }
}
