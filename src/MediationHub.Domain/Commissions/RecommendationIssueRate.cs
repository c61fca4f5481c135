using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Commissions;

/// <summary>A month of one commission whose applications are on record, and how many recommendations of mediation it issued in that month.</summary>
/// <param name="Unit">The region of the commission's seat.</param>
/// <param name="Month">Its first day.</param>
public sealed record CountedMonth(CommissionId CommissionId, string Unit, DateOnly Month, int Received, int AlreadyMediated, int Issued)
{
    /// <summary>Applications that a recommendation could answer.</summary>
    public int Unmediated => Received - AlreadyMediated;

    /// <summary>More were issued than there were applications for them: one of the numbers is wrong, and the month is in no rate.</summary>
    public bool Exceeds => Issued > Unmediated;
}

/// <summary>建议书发放率 (domain §2e, §4.4): recommendations issued ÷ applications for arbitration that had never been mediated, over whole months that are on record.</summary>
/// <param name="Issued">In the months that count.</param>
/// <param name="Applications">Received and never mediated before, in the same months.</param>
/// <param name="Months">How many commission-months count.</param>
/// <param name="Commissions">Of how many commissions.</param>
/// <param name="MonthsExceeding">Months left out, since more was issued than is on record.</param>
public sealed record RecommendationIssueRate(long Issued, long Applications, int Months, int Commissions, int MonthsExceeding)
{
    public const string Text = "当月发出的调解建议书 ÷（当月收到的仲裁申请 − 其中已经调解过的），按仲裁委员会已经登记的整月合计";

    public Rate Rate => new(Issued, Applications);

    public static RecommendationIssueRate Of(IEnumerable<CountedMonth> months)
    {
        var all = months.ToList();
        var counted = all.FindAll(m => !m.Exceeds);
        return new(counted.Sum(m => (long)m.Issued), counted.Sum(m => (long)m.Unmediated), counted.Count, counted.Select(m => m.CommissionId).Distinct().Count(), all.Count - counted.Count);
    }
}
