namespace MediationHub.Domain.Statistics;

/// <summary>By what organizations are ranked.</summary>
/// <param name="Target">Percent; the gate, on the raw rate.</param>
/// <param name="Z">1.959964 for 95 %.</param>
public sealed record RankingRules(RateDefinition Definition, int Target, MinimumClosed Minimum, decimal Z);

/// <summary>What of one organization counts in a ranking, over one period.</summary>
/// <param name="Rate">By the definition of the ranking.</param>
/// <param name="Sample">Cases behind it.</param>
/// <param name="Oral">Successes by oral agreement, performed at once: shown apart.</param>
/// <param name="PerformanceDue">Agreements whose last due day lies in the period and has passed.</param>
public readonly record struct Standing(Rate Rate, long Sample, long Succeeded, long Partial, long Failed, long Oral, long InTime, long PerformanceDue, long PerformedInTime)
{
    /// <summary>S + P + F.</summary>
    public long Closed => Succeeded + Partial + Failed;

    /// <summary>按期办结率.</summary>
    public Rate OnTime => new(InTime, Closed);

    /// <summary>协议履行率.</summary>
    public Rate Performance => new(PerformedInTime, PerformanceDue);
}

/// <summary>One organization that may be ranked.</summary>
/// <param name="Type">The word of its type.</param>
/// <param name="Unit">Code of its region.</param>
/// <param name="Status">The word of its status.</param>
public sealed record Contender(string OrganizationId, string Code, string Name, string Type, string Unit, string Status, Standing Standing);

/// <summary>Where an organization stands in a ranking.</summary>
public enum PlaceKind
{
    /// <summary>It reached the target with enough cases, and has a rank.</summary>
    Ranked,

    /// <summary>未达标: enough cases, the target not reached.</summary>
    BelowTarget,

    /// <summary>样本不足: too few cases to be compared with others.</summary>
    Insufficient,
}

/// <summary>One organization's place.</summary>
/// <param name="Rank">From 1; those that nothing but their code tells apart share one. Null where it has none.</param>
/// <param name="RankInType">The same among its own type.</param>
public sealed record RankingPlace(PlaceKind Kind, int? Rank, int? RankInType, Contender Contender);

/// <summary>
/// A ranking: those that reached the target by Wilson's lower bound, then more closed cases, then 按期办结率, then 履行率; the code orders equals and parts them not.
/// Those below the target in the same order, and those with too few cases, the most in front.
/// </summary>
public sealed class Ranking
{
    private readonly Lazy<Dictionary<string, RankingPlace>> _byOrganization;

    private Ranking(RankingRules rules, List<RankingPlace> ranked, List<RankingPlace> belowTarget, List<RankingPlace> insufficient)
    {
        (Rules, Ranked, BelowTarget, Insufficient) = (rules, ranked, belowTarget, insufficient);
        // Most rankings are looked at by the page.
        _byOrganization = new(() => All.ToDictionary(p => p.Contender.OrganizationId, StringComparer.Ordinal));
    }

    public RankingRules Rules { get; }
    public IReadOnlyList<RankingPlace> Ranked { get; }
    public IReadOnlyList<RankingPlace> BelowTarget { get; }
    public IReadOnlyList<RankingPlace> Insufficient { get; }

    /// <summary>Every place, the ranked ones in front.</summary>
    public IEnumerable<RankingPlace> All => Ranked.Concat(BelowTarget).Concat(Insufficient);

    /// <summary>The place of one organization; null where it was not among those compared.</summary>
    public RankingPlace? Of(string organizationId) => _byOrganization.Value.GetValueOrDefault(organizationId);

    /// <summary>The bound by which this organization is ordered, percent to 2 decimals; null where nothing counts.</summary>
    public decimal? WilsonOf(Contender contender) => Wilson.Lower(contender.Standing.Rate, contender.Standing.Sample, Rules.Z);

    public static Ranking Of(IEnumerable<Contender> contenders, RankingRules rules)
    {
        List<Entry> ranked = [], below = [];
        List<Contender> insufficient = [];
        foreach (var contender in InOrderOfCode(contenders))
        {
            var standing = contender.Standing;
            if (standing.Sample < Math.Max(1, rules.Minimum.Of(contender.Type)) || standing.Rate.Denominator <= 0) insufficient.Add(contender);
            else (standing.Rate.Meets(rules.Target) ? ranked : below).Add(new(contender, Wilson.Approximate(standing.Rate, standing.Sample, rules.Z), rules.Z));
        }
        ranked.Sort();
        below.Sort();
        insufficient = [.. insufficient.OrderByDescending(c => c.Standing.Sample)];   // stable: the code orders equals

        var places = new List<RankingPlace>(ranked.Count);
        var inType = new Dictionary<string, (int Count, int Rank, Entry Last)>(StringComparer.Ordinal);
        for (var i = 0; i < ranked.Count; i++)
        {
            var entry = ranked[i];
            var rank = i > 0 && entry.IsEqual(ranked[i - 1]) ? places[i - 1].Rank!.Value : i + 1;
            var type = entry.Contender.Type;
            var (count, before, last) = inType.GetValueOrDefault(type);
            var own = last is not null && entry.IsEqual(last) ? before : count + 1;
            inType[type] = (count + 1, own, entry);
            places.Add(new(PlaceKind.Ranked, rank, own, entry.Contender));
        }
        return new(rules, places, below.ConvertAll(e => new RankingPlace(PlaceKind.BelowTarget, null, null, e.Contender)), insufficient.ConvertAll(c => new RankingPlace(PlaceKind.Insufficient, null, null, c)));
    }

    /// <summary>They mostly come so.</summary>
    private static List<Contender> InOrderOfCode(IEnumerable<Contender> contenders)
    {
        List<Contender> all = [.. contenders];
        for (var i = 1; i < all.Count; i++)
        {
            if (ByCode(all[i - 1], all[i]) <= 0) continue;
            all.Sort(ByCode);
            break;
        }
        return all;
    }

    /// <summary>The order of those whom no figure tells apart.</summary>
    private static int ByCode(Contender a, Contender b) => string.CompareOrdinal(a.Code, b.Code) is var code and not 0 ? code : string.CompareOrdinal(a.OrganizationId, b.OrganizationId);

    /// <summary>One organization while it is put in order. The bound is worked out to its last decimal only where two stand close.</summary>
    private sealed class Entry(Contender contender, double near, decimal z) : IComparable<Entry>
    {
        private decimal? _exact;

        public Contender Contender => contender;
        private double Near => near;
        private decimal Exact => _exact ??= Wilson.Exact(contender.Standing.Rate, contender.Standing.Sample, z);

        public bool IsEqual(Entry other) => Criteria(other) == 0;

        public int CompareTo(Entry? other) =>
            other is null ? -1
            : Criteria(other) is var criteria and not 0 ? criteria
            : ByCode(contender, other.Contender);

        /// <summary>Everything but the code.</summary>
        private int Criteria(Entry other)
        {
            if (Math.Abs(near - other.Near) > Wilson.Doubt) return other.Near.CompareTo(near);
            var (mine, theirs) = (contender.Standing, other.Contender.Standing);
            // The same figures have the same bound.
            if ((mine.Rate != theirs.Rate || mine.Sample != theirs.Sample) && other.Exact.CompareTo(Exact) is var bound and not 0) return bound;
            return theirs.Closed.CompareTo(mine.Closed) is var closed and not 0 ? closed
                : Better(mine.OnTime, theirs.OnTime) is var onTime and not 0 ? onTime
                : Better(mine.Performance, theirs.Performance);
        }

        /// <summary>The higher rate in front, compared as fractions; one of nothing stands last.</summary>
        private static int Better(Rate mine, Rate theirs) => (mine.Denominator, theirs.Denominator) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => ((Int128)theirs.Numerator * mine.Denominator).CompareTo((Int128)mine.Numerator * theirs.Denominator),
        };
    }
}
