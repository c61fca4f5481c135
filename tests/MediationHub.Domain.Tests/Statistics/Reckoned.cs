using System.Numerics;

namespace MediationHub.Domain.Tests.Statistics;

/// <summary>What anyone can reckon from numbers that are shown: whatever adding and subtracting them gives, in exact fractions.</summary>
public sealed class Reckoned
{
    private readonly List<(string Pivot, Dictionary<string, Fraction> Row)> _known = [];

    public void Learn(IEnumerable<KeyValuePair<string, int>> sum)
    {
        var row = Rest(sum);
        if (row.Count == 0) return;
        var pivot = row.Keys.Order(StringComparer.Ordinal).First();
        var by = row[pivot];
        _known.Add((pivot, row.ToDictionary(t => t.Key, t => t.Value.Over(by))));
    }

    public bool Knows(IEnumerable<KeyValuePair<string, int>> sum) => Rest(sum).Count == 0;

    private Dictionary<string, Fraction> Rest(IEnumerable<KeyValuePair<string, int>> sum)
    {
        var row = sum.Where(t => t.Value != 0).ToDictionary(t => t.Key, t => new Fraction(t.Value, 1));
        foreach (var (pivot, known) in _known)
        {
            if (!row.TryGetValue(pivot, out var factor)) continue;
            foreach (var (name, n) in known)
            {
                var rest = row.GetValueOrDefault(name, new(0, 1)).Less(factor.Times(n));
                if (rest.IsZero) row.Remove(name);
                else row[name] = rest;
            }
        }
        return row;
    }

    private readonly record struct Fraction(BigInteger Above, BigInteger Below)
    {
        public bool IsZero => Above.IsZero;
        public Fraction Over(Fraction other) => Reduced(Above * other.Below, Below * other.Above);
        public Fraction Times(Fraction other) => Reduced(Above * other.Above, Below * other.Below);
        public Fraction Less(Fraction other) => Reduced(Above * other.Below - other.Above * Below, Below * other.Below);

        private static Fraction Reduced(BigInteger above, BigInteger below)
        {
            var common = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
            return new(above / common, below / common);
        }
    }
}
