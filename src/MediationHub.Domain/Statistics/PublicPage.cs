namespace MediationHub.Domain.Statistics;

/// <summary>A number of cases or people as a sum of counts that are told apart: closed = succeeded + partial + failed + ….</summary>
public sealed class GroupSum
{
    private GroupSum(Dictionary<string, int> terms) => Terms = terms;

    /// <summary>How often each count is in it; never 0.</summary>
    public IReadOnlyDictionary<string, int> Terms { get; }

    public static GroupSum Nothing { get; } = new([]);

    /// <summary>One count by itself.</summary>
    public static GroupSum Of(string count) => new(new() { [count] = 1 });

    public static GroupSum Of(IEnumerable<GroupSum> sums) => sums.Aggregate(Nothing, (sum, one) => sum + one);

    public static GroupSum operator +(GroupSum a, GroupSum b) => Combined(a, b, 1);
    public static GroupSum operator -(GroupSum a, GroupSum b) => Combined(a, b, -1);

    private static GroupSum Combined(GroupSum a, GroupSum b, int sign)
    {
        var terms = new Dictionary<string, int>(a.Terms);
        foreach (var (count, n) in b.Terms)
        {
            var sum = terms.GetValueOrDefault(count) + sign * n;
            if (sum == 0) terms.Remove(count);
            else terms[count] = sum;
        }
        return new(terms);
    }
}

/// <summary>
/// A page for the public while it is filled: a figure goes on it only where no small group stands there or follows from what stands there (sums, balances, differences: whatever adding and subtracting gives).
/// What is offered first is shown rather than what is offered later, so that the figures that hide a small one are those offered last.
/// </summary>
/// <param name="counts">Every count by its name. That one is 0 is taken for known: nobody is among them, and the public may well see that.</param>
/// <param name="least">No smaller group is shown.</param>
public sealed class PublicPage(IReadOnlyDictionary<string, long> counts, int least)
{
    /// <summary>Reckoned modulo a prime: what follows there and not in fractions would need a multiple of it.</summary>
    private const long Prime = int.MaxValue;

    private readonly Dictionary<string, int> _places = counts.Where(c => c.Value != 0).Select((c, i) => (c.Key, i)).ToDictionary(c => c.Key, c => c.i);
    private readonly List<(int Pivot, long[] Row)> _shown = [];
    private readonly List<(long Value, long[] Row)[]> _protected = [];

    /// <summary>Groups of which no small one may follow, nor all those of one column together that do not follow one by one.</summary>
    /// <param name="column">The same figure of every line of a table, or one by itself.</param>
    public void Protect(params IReadOnlyList<GroupSum> column) => _protected.Add([.. column.Select(sum => (ValueOf(sum), RowOf(sum)))]);

    /// <summary>Puts figures on the page that are shown together or not at all.</summary>
    /// <returns>Whether they may stand there; where not, the page is as it was.</returns>
    public bool Show(params IReadOnlyList<GroupSum> together)
    {
        if (together.Any(sum => !SmallGroups.MayShow(ValueOf(sum), least))) return false;
        var before = _shown.Count;
        foreach (var sum in together)
        {
            var row = Rest(RowOf(sum));
            if (Array.FindIndex(row, n => n != 0) is not (>= 0 and var pivot)) continue;
            var inverse = Inverse(row[pivot]);
            for (var i = pivot; i < row.Length; i++) row[i] = row[i] * inverse % Prime;
            _shown.Add((pivot, row));
        }
        if (!_protected.Exists(GivesAway)) return true;
        _shown.RemoveRange(before, _shown.Count - before);
        return false;
    }

    /// <summary>Whether a number follows from what is shown.</summary>
    public bool Follows(GroupSum sum) => Follows(RowOf(sum));

    private bool GivesAway((long Value, long[] Row)[] column)
    {
        var (left, leftRow, any) = (0L, new long[_places.Count], false);
        foreach (var (value, row) in column)
        {
            if (Follows(row))
            {
                if (!SmallGroups.MayShow(value, least)) return true;
                continue;
            }
            (left, any) = (left + value, true);
            for (var i = 0; i < row.Length; i++) leftRow[i] = (leftRow[i] + row[i]) % Prime;
        }
        return any && !SmallGroups.MayShow(left, least) && Follows(leftRow);
    }

    private bool Follows(long[] row) => Array.TrueForAll(Rest(row), n => n == 0);

    /// <summary>What is left of a sum when all that is shown is taken from it.</summary>
    private long[] Rest(long[] of)
    {
        var row = (long[])of.Clone();
        foreach (var (pivot, shown) in _shown)
        {
            var factor = row[pivot];
            if (factor == 0) continue;
            for (var i = pivot; i < row.Length; i++)
                if (shown[i] != 0) row[i] = (row[i] + (Prime - factor) * shown[i]) % Prime;
        }
        return row;
    }

    private long ValueOf(GroupSum sum) => sum.Terms.Sum(t => t.Value * counts[t.Key]);

    private long[] RowOf(GroupSum sum)
    {
        var row = new long[_places.Count];
        foreach (var (count, n) in sum.Terms)
            if (_places.TryGetValue(count, out var place)) row[place] = (n + Prime) % Prime;
        return row;
    }

    private static long Inverse(long n)
    {
        var (result, power) = (1L, n);
        for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1) result = result * power % Prime;
            power = power * power % Prime;
        }
        return result;
    }
}
