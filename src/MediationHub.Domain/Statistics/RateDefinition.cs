using System.Text.Json.Serialization;

namespace MediationHub.Domain.Statistics;

/// <summary>What a rate counts in.</summary>
public enum RateUnit { Cases, People, Money }

/// <summary>Which day of a case decides in which period it counts.</summary>
public enum RateBasis { Closing, Acceptance, Receipt }

/// <summary>
/// One meaning of 调解成功率 口径 as data: the same words mean different things in different cities, so what is counted stands beside every figure.
/// </summary>
/// <param name="Id"><c>closing</c>, <c>A1</c> to <c>A9</c>, or one that an office has added.</param>
/// <param name="Version">Raised with every change; kept with every figure that is kept.</param>
/// <param name="Name">A few words, in Chinese.</param>
/// <param name="Text">What is counted, in full, in Chinese.</param>
/// <param name="Numerator">Counters of <see cref="Countable"/> that are added; with a minus in front they are taken off.</param>
/// <param name="Denominator">Likewise.</param>
/// <param name="Cohort">A cohort that goes on changing until the last of its cases is due: labelled 未成熟 until then.</param>
public sealed record RateDefinition(
    string Id, int Version, string Name, string Text, RateUnit Unit, RateBasis Basis, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, bool Cohort = false)
{
    /// <summary>The definition that gates and ranks where none is named.</summary>
    public const string Default = "closing";

    /// <summary>The counters that a definition may be made of.</summary>
    public static IReadOnlyList<string> Countable { get; } =
    [
        Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.ClosedInTime, Counters.Of(Cases.Outcome.AgreedOral),
        Counters.Of(Cases.Outcome.Withdrawn), Counters.SucceededTainted, Counters.EntrustedClosed, Counters.EntrustedSucceeded,
        Counters.Accepted, Counters.AcceptedInTime, Counters.AcceptedSucceeded,
        Counters.Registered, Counters.RegisteredVoid, Counters.RegisteredSucceeded,
        Counters.ClosedPeople, Counters.SucceededPeople, Counters.ClaimedAmount, Counters.AgreedAmount,
    ];

    /// <summary>Every counter that it is made of, without signs.</summary>
    [JsonIgnore]
    public IEnumerable<string> Terms => Numerator.Concat(Denominator).Select(t => t.TrimStart('-')).Distinct();

    public Rate Of(Figures figures) => new(figures.Sum(Numerator), figures.Sum(Denominator));

    /// <summary>How many cases stand behind the rate, which the least number for a ranking is about: the denominator, or for people and money the cases that were closed.</summary>
    public long Sample(Figures figures) => Unit is RateUnit.Cases ? figures.Sum(Denominator) : figures.Counted;

    /// <summary>What is kept of it beside a figure that never changes.</summary>
    [JsonIgnore]
    public KeptDefinition Kept => new(Id, Version, Text);
}

/// <summary>By which <see cref="RateDefinition"/> a kept figure was counted, as it read then.</summary>
public sealed record KeptDefinition(string Id, int Version, string Text);

/// <summary>How many cases an organization must have closed to be ranked.</summary>
/// <param name="ByType">By the organization type's word; others go by <paramref name="Default"/>.</param>
public sealed record MinimumClosed(int Default, IReadOnlyDictionary<string, int> ByType)
{
    /// <param name="type">An organization type's word: <c>townshipCenter</c> ….</param>
    public int Of(string type) => ByType.TryGetValue(type, out var least) ? least : Default;
}

/// <summary>Sums of counters over some days and organizations.</summary>
public sealed class Figures(IReadOnlyDictionary<string, long> sums)
{
    /// <summary>0 where nothing was counted.</summary>
    public long this[string counter] => sums.GetValueOrDefault(counter);

    /// <summary>Every counter that is not 0.</summary>
    public IReadOnlyDictionary<string, long> Sums => sums;

    /// <summary>S + P + F: the cases that mediation ended one way or the other.</summary>
    public long Counted => this[Counters.Succeeded] + this[Counters.Partial] + this[Counters.Failed];

    /// <summary>Terms added up; those with a minus in front are taken off.</summary>
    public long Sum(IEnumerable<string> terms) => terms.Sum(t => t.StartsWith('-') ? -this[t[1..]] : this[t]);
}

/// <summary>A numerator over a denominator, in exact integers. Nothing is rounded into a pass.</summary>
public readonly record struct Rate(long Numerator, long Denominator)
{
    /// <summary>Percent, half-up to 2 decimals; null where nothing counts yet, which is neither 0 % nor 100 %.</summary>
    public decimal? Percent => Denominator == 0 ? null : decimal.Round(100m * Numerator / Denominator, 2, MidpointRounding.AwayFromZero);

    /// <param name="target">Percent.</param>
    public bool Meets(int target) => Denominator > 0 && 100 * Numerator >= target * Denominator;

    /// <summary>How many more successes in a row reach the target; with nothing counted yet, one success is the whole rate. Null where no number does: all must have succeeded, and one has not.</summary>
    public long? ToTarget(int target) =>
        Denominator == 0 ? 1
        : Meets(target) ? 0
        : target >= 100 ? null
        : (target * Denominator - 100 * Numerator + (100 - target) - 1) / (100 - target);
}
