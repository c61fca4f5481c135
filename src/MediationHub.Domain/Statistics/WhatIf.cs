namespace MediationHub.Domain.Statistics;

/// <summary>Why an organization stands elsewhere under other assumptions.</summary>
public enum MoveReason
{
    /// <summary>Its own figures are others.</summary>
    Figures,

    /// <summary>It reaches the target now, or no longer.</summary>
    Target,

    /// <summary>It has enough cases now, or no longer.</summary>
    Sample,

    /// <summary>Nothing of its own: others stand elsewhere.</summary>
    Others,
}

/// <summary>One organization that stands elsewhere.</summary>
public sealed record RankingMove(RankingPlace Before, RankingPlace After, IReadOnlyList<MoveReason> Why)
{
    /// <summary>Places won (above 0) or lost; null where it had or has no rank.</summary>
    public int? Gain => Before.Rank - After.Rank;
}

/// <summary>Two rankings of the same organizations side by side: the same log, another definition, target, least number, window, or cases assumed to settle.</summary>
public static class WhatIf
{
    /// <summary>Those that stand elsewhere, in the order of where they would stand.</summary>
    public static IReadOnlyList<RankingMove> Moves(Ranking before, Ranking after)
    {
        List<RankingMove> moves = [];
        foreach (var now in after.All)
        {
            if (before.Of(now.Contender.OrganizationId) is not { } then || (then.Kind == now.Kind && then.Rank == now.Rank)) continue;
            List<MoveReason> why = [];
            if (then.Contender.Standing.Rate != now.Contender.Standing.Rate || then.Contender.Standing.Sample != now.Contender.Standing.Sample) why.Add(MoveReason.Figures);
            if (Enough(then, before) != Enough(now, after)) why.Add(MoveReason.Sample);
            else if (Meets(then, before) != Meets(now, after)) why.Add(MoveReason.Target);
            if (why.Count == 0) why.Add(MoveReason.Others);
            moves.Add(new(then, now, why));
        }
        return moves;
    }

    private static bool Enough(RankingPlace place, Ranking ranking) => place.Contender.Standing.Sample >= Math.Max(1, ranking.Rules.Minimum.Of(place.Contender.Type));
    private static bool Meets(RankingPlace place, Ranking ranking) => place.Contender.Standing.Rate.Meets(ranking.Rules.Target);
}
