namespace MediationHub.Web.Demo;

/// <summary>Chance that falls the same way for the same seed and name, whatever else is thrown beside it.</summary>
internal sealed class Dice(int seed, string name)
{
    private readonly Random _random = new(SeedOf(seed, name));

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, Math.Max(least, most) + 1);

    public double Share(double least, double most) => least + _random.NextDouble() * (most - least);

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>One of many, each as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<T> from, Func<T, double> weight)
    {
        var point = _random.NextDouble() * from.Sum(weight);
        foreach (var one in from)
            if ((point -= weight(one)) < 0) return one;
        return from[^1];
    }

    public T Weighted<T>(params (T Value, double Weight)[] from) => Weighted(from, f => f.Weight).Value;

    /// <summary>So many different ones, in a random order.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> from, int count)
    {
        var left = from.ToList();
        var some = new List<T>(count);
        for (; count > 0 && left.Count > 0; count--)
        {
            var i = _random.Next(left.Count);
            some.Add(left[i]);
            left.RemoveAt(i);
        }
        return some;
    }

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    /// <summary>FNV-1a: the runtime's own hash of a text differs from run to run.</summary>
    private static int SeedOf(int seed, string name)
    {
        unchecked
        {
            var hash = 2166136261u ^ (uint)seed * 16777619u;
            foreach (var letter in name) hash = (hash ^ letter) * 16777619u;
            return (int)(hash & int.MaxValue);
        }
    }
}
