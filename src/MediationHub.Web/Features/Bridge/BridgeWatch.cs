using System.Diagnostics;
using MediationHub.Store.Bridge;

namespace MediationHub.Web.Features.Bridge;

/// <summary>Looks once a second at the ends of linked cases and once a minute at what ran out, for the node that has the driver's seat.</summary>
public sealed class BridgeWatch(LinkedCaseEnds ends, BridgeDeadlines deadlines)
{
    private static readonly TimeSpan BetweenEnds = TimeSpan.FromSeconds(1), BetweenDeadlines = TimeSpan.FromMinutes(1);

    private long _ends, _deadlines;

    public async Task Look(CancellationToken cancel)
    {
        if (IsTime(ref _ends, BetweenEnds)) await ends.Run(cancel);
        if (IsTime(ref _deadlines, BetweenDeadlines)) await deadlines.Run(cancel);
    }

    private static bool IsTime(ref long looked, TimeSpan between)
    {
        if (looked != 0 && Stopwatch.GetElapsedTime(looked) < between) return false;
        looked = Stopwatch.GetTimestamp();
        return true;
    }
}
