using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Periods;

/// <summary>Close a reporting period of a province: its figures, read at one place of the log and signed, are kept as they are.</summary>
/// <param name="Closing">Made by the store, which reads and signs.</param>
public sealed record ClosePeriod(PeriodClosed Closing) : ICommand<ClosedPeriod>
{
    public Decision Decide(ClosedPeriod state, Context at)
    {
        var period = ReportPeriod.Parse(Closing.Period) ?? throw new InvalidOperationException($"{Closing.Period} is no period");
        if (state.Closing is { } closed) return closed.Digest == Closing.Digest ? Decision.Nothing : PeriodRefusals.Frozen(period);
        if (Check(Closing.Province, period, at) is { } refusal) return refusal;
        if (Closing.Figures.GroupBy(r => r.OrganizationId).FirstOrDefault(g => g.Any(r => r.Figures.Gap != 0)) is { } wrong) return PeriodRefusals.Unbalanced(wrong.First().Name);
        return Closing;
    }

    /// <summary>What can be said before anything is read.</summary>
    public static Refusal? Check(string? province, ReportPeriod period, Context at) =>
        Regions.BuiltIn.Find(province) is not { Level: RegionLevel.Province } region ? PeriodRefusals.NotAProvince
        : at.Actor.Unit is { } own && Regions.BuiltIn.ProvinceOf(own)?.Code != region.Code ? PeriodRefusals.Elsewhere(Regions.BuiltIn.NameOf(own))
        : period.To >= at.Today ? PeriodRefusals.NotOver(period)
        : null;
}
