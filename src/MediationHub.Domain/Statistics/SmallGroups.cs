namespace MediationHub.Domain.Statistics;

/// <summary>Small groups are not shown to the public (PIPL): from few enough cases one may tell whose they are.</summary>
public static class SmallGroups
{
    /// <summary>Whether figures about so many cases or people may stand in what the public sees. None at all may: nobody is among them.</summary>
    /// <param name="least">The least number that is shown.</param>
    public static bool MayShow(long count, int least) => count == 0 || count >= least;

    /// <summary>
    /// Which rows of a table are covered whole, where its sums are shown beside it: every row with a small figure, and as many more, the smallest first, that no small figure follows from a sum.
    /// What a sum less the rows that are shown leaves is then nothing, or no small group.
    /// </summary>
    /// <param name="rows">By key, the figures that are shown of it or follow from those; in the same order for every row.</param>
    /// <param name="hidden">A row that is in the sums and shown nowhere.</param>
    /// <param name="already">Rows that are covered anyhow.</param>
    public static IReadOnlySet<string> Cover(IReadOnlyList<(string Key, IReadOnlyList<long> Figures)> rows, int least, IReadOnlyList<long>? hidden = null, IReadOnlySet<string>? already = null)
    {
        var covered = rows.Where(r => already?.Contains(r.Key) is true || r.Figures.Any(n => !MayShow(n, least))).Select(r => r.Key).ToHashSet();
        if (rows.Count == 0) return covered;
        var left = new long[rows[0].Figures.Count];
        void Hide(IReadOnlyList<long> figures)
        {
            for (var i = 0; i < left.Length; i++) left[i] += figures[i];
        }
        if (hidden is not null) Hide(hidden);
        foreach (var row in rows.Where(r => covered.Contains(r.Key))) Hide(row.Figures);
        // Rows of nothing give nothing to hide behind.
        foreach (var next in rows.Where(r => !covered.Contains(r.Key) && r.Figures.Any(n => n > 0)).OrderBy(r => r.Figures.Sum()).ThenBy(r => r.Key, StringComparer.Ordinal))
        {
            if (left.All(n => MayShow(n, least))) break;
            covered.Add(next.Key);
            Hide(next.Figures);
        }
        return covered;
    }
}
