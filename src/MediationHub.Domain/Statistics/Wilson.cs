namespace MediationHub.Domain.Statistics;

/// <summary>
/// The lower bound of the Wilson interval: L = (p + z²/2n − z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
/// It orders a ranking: 9 of 10 stand behind 45 of 60. It gates nothing.
/// </summary>
public static class Wilson
{
    /// <summary>Decimals of a percent to which bounds are compared. Every reckoning of a ranking, in a database or here, rounds to as many, half away from zero.</summary>
    public const int Decimals = 12;

    /// <summary>Two approximate bounds that are further apart than this are in the right order.</summary>
    internal const double Doubt = 1e-10;

    /// <summary>The bound in percent for display, half-up to 2 decimals; null where nothing counts.</summary>
    /// <param name="sample">Cases behind the rate; for a rate of cases its denominator.</param>
    public static decimal? Lower(Rate rate, long sample, decimal z) => sample <= 0 || rate.Denominator <= 0 ? null : decimal.Round(Exact(rate, sample, z), 2, MidpointRounding.AwayFromZero);

    /// <summary>The upper bound of the same interval, in percent, for a drawing.</summary>
    public static decimal? Upper(Rate rate, long sample, decimal z) =>
        sample <= 0 || rate.Denominator <= 0 ? null : decimal.Round(Bound(rate, sample, z, 1), 2, MidpointRounding.AwayFromZero);

    /// <summary>The bound in percent as it is compared.</summary>
    public static decimal Exact(Rate rate, long sample, decimal z) => decimal.Round(Math.Max(0, Bound(rate, sample, z, -1)), Decimals, MidpointRounding.AwayFromZero);

    /// <summary>Near enough to order all but those that stand closest.</summary>
    internal static double Approximate(Rate rate, long sample, decimal z)
    {
        double n = sample, p = Math.Clamp((double)rate.Numerator / rate.Denominator, 0, 1), zz = (double)(z * z);
        return 100 * Math.Max(0, (p * n + zz / 2 - (double)z * Math.Sqrt(n * p * (1 - p) + zz / 4)) / (n + zz));
    }

    private static decimal Bound(Rate rate, long sample, decimal z, int side)
    {
        var (n, zz) = ((decimal)sample, z * z);
        // n·p and n·p·(1−p); for a rate of cases n is the denominator, and both are exact but for one division.
        decimal successes, spread;
        if (sample == rate.Denominator)
        {
            successes = Math.Clamp(rate.Numerator, 0, sample);
            spread = successes * (n - successes) / n;
        }
        else
        {
            var p = Math.Clamp((decimal)rate.Numerator / rate.Denominator, 0, 1);
            (successes, spread) = (n * p, n * p * (1 - p));
        }
        return 100 * (successes + zz / 2 + side * z * Root(spread + zz / 4)) / (n + zz);
    }

    /// <summary>The square root to the last decimals: the processor's own, made better twice.</summary>
    private static decimal Root(decimal of)
    {
        if (of <= 0) return 0;
        var root = (decimal)Math.Sqrt((double)of);
        if (root == 0) return 0;
        for (var i = 0; i < 2; i++) root = (root + of / root) / 2;
        return root;
    }
}
