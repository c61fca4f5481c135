using MediationHub.Domain.Cases;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;

namespace MediationHub.Web.Features.Periods;

/// <summary>The words of reporting periods.</summary>
public static class PeriodText
{
    public static string Chinese(this PeriodKind kind) => kind switch { PeriodKind.Month => "月报", PeriodKind.Quarter => "季报", _ => "年报" };

    /// <summary>What a counter counts, in pieces; null for those that others say already.</summary>
    public static string? Counter(string counter) => counter switch
    {
        Counters.Registered => "登记",
        Counters.RegisteredVoid => "登记作废",
        Counters.RegisteredPeople => "涉及劳动者",
        Counters.AcceptedInTime => "及时受理",
        Counters.ClosedInTime => "按期结案",
        Counters.AgreementsEffective => "生效协议",
        Counters.PerformedInTime => "按期履行",
        _ => Enum.GetValues<Outcome>().Where(o => Counters.Of(o) == counter).Select(o => o.Chinese()).FirstOrDefault(),
    };
}
